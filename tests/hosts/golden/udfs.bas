Function ADX(highs, lows, closes, Optional period)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ADX = XLPy.CallUDF("hedge_xl.hosts.classic", "ADX", Array(highs, lows, closes, period), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        ADX = XLPy.CallUDF("hedge_xl.hosts.classic", "ADX", Array(highs, lows, closes, period))
        Exit Function
    #End If
failed:
    ADX = Err.Description
End Function

Function ANN_MEAN(returns, Optional periods)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ANN_MEAN = XLPy.CallUDF("hedge_xl.hosts.classic", "ANN_MEAN", Array(returns, periods), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        ANN_MEAN = XLPy.CallUDF("hedge_xl.hosts.classic", "ANN_MEAN", Array(returns, periods))
        Exit Function
    #End If
failed:
    ANN_MEAN = Err.Description
End Function

Function ANN_VOL(returns, Optional periods)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ANN_VOL = XLPy.CallUDF("hedge_xl.hosts.classic", "ANN_VOL", Array(returns, periods), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        ANN_VOL = XLPy.CallUDF("hedge_xl.hosts.classic", "ANN_VOL", Array(returns, periods))
        Exit Function
    #End If
failed:
    ANN_VOL = Err.Description
End Function

Function ATR(highs, lows, closes, Optional period, Optional method)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ATR = XLPy.CallUDF("hedge_xl.hosts.classic", "ATR", Array(highs, lows, closes, period, method), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        ATR = XLPy.CallUDF("hedge_xl.hosts.classic", "ATR", Array(highs, lows, closes, period, method))
        Exit Function
    #End If
failed:
    ATR = Err.Description
End Function

Function BACKTEST(asset_prices, fx_prices, Optional fx_average, Optional annual_cost, Optional window, Optional shrinkage, Optional threshold, Optional trade_cost)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        BACKTEST = XLPy.CallUDF("hedge_xl.hosts.classic", "BACKTEST", Array(asset_prices, fx_prices, fx_average, annual_cost, window, shrinkage, threshold, trade_cost), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        BACKTEST = XLPy.CallUDF("hedge_xl.hosts.classic", "BACKTEST", Array(asset_prices, fx_prices, fx_average, annual_cost, window, shrinkage, threshold, trade_cost))
        Exit Function
    #End If
failed:
    BACKTEST = Err.Description
End Function

Function BETA(asset_returns, market_returns, Optional window)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        BETA = XLPy.CallUDF("hedge_xl.hosts.classic", "BETA", Array(asset_returns, market_returns, window), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        BETA = XLPy.CallUDF("hedge_xl.hosts.classic", "BETA", Array(asset_returns, market_returns, window))
        Exit Function
    #End If
failed:
    BETA = Err.Description
End Function

Function CALMAR(returns, Optional periods)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        CALMAR = XLPy.CallUDF("hedge_xl.hosts.classic", "CALMAR", Array(returns, periods), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        CALMAR = XLPy.CallUDF("hedge_xl.hosts.classic", "CALMAR", Array(returns, periods))
        Exit Function
    #End If
failed:
    CALMAR = Err.Description
End Function

Function CLM(exposures, cov, Optional ref_vol)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        CLM = XLPy.CallUDF("hedge_xl.hosts.classic", "CLM", Array(exposures, cov, ref_vol), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        CLM = XLPy.CallUDF("hedge_xl.hosts.classic", "CLM", Array(exposures, cov, ref_vol))
        Exit Function
    #End If
failed:
    CLM = Err.Description
End Function

Function CORR_CLUSTERS(corr, Optional threshold)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        CORR_CLUSTERS = XLPy.CallUDF("hedge_xl.hosts.classic", "CORR_CLUSTERS", Array(corr, threshold), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        CORR_CLUSTERS = XLPy.CallUDF("hedge_xl.hosts.classic", "CORR_CLUSTERS", Array(corr, threshold))
        Exit Function
    #End If
failed:
    CORR_CLUSTERS = Err.Description
End Function

Function CORR_MATRIX(returns)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        CORR_MATRIX = XLPy.CallUDF("hedge_xl.hosts.classic", "CORR_MATRIX", Array(returns), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        CORR_MATRIX = XLPy.CallUDF("hedge_xl.hosts.classic", "CORR_MATRIX", Array(returns))
        Exit Function
    #End If
failed:
    CORR_MATRIX = Err.Description
End Function

Function COST_TABLE(rate_differential, basis, spread, slippage)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        COST_TABLE = XLPy.CallUDF("hedge_xl.hosts.classic", "COST_TABLE", Array(rate_differential, basis, spread, slippage), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        COST_TABLE = XLPy.CallUDF("hedge_xl.hosts.classic", "COST_TABLE", Array(rate_differential, basis, spread, slippage))
        Exit Function
    #End If
failed:
    COST_TABLE = Err.Description
End Function

Function COV_FROM_CORR(vols, corr)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        COV_FROM_CORR = XLPy.CallUDF("hedge_xl.hosts.classic", "COV_FROM_CORR", Array(vols, corr), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        COV_FROM_CORR = XLPy.CallUDF("hedge_xl.hosts.classic", "COV_FROM_CORR", Array(vols, corr))
        Exit Function
    #End If
failed:
    COV_FROM_CORR = Err.Description
End Function

Function COV_MATRIX(returns, Optional shrinkage)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        COV_MATRIX = XLPy.CallUDF("hedge_xl.hosts.classic", "COV_MATRIX", Array(returns, shrinkage), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        COV_MATRIX = XLPy.CallUDF("hedge_xl.hosts.classic", "COV_MATRIX", Array(returns, shrinkage))
        Exit Function
    #End If
failed:
    COV_MATRIX = Err.Description
End Function

Function DELEVER(exposures, cov, equity, Optional cap, Optional lot_values)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        DELEVER = XLPy.CallUDF("hedge_xl.hosts.classic", "DELEVER", Array(exposures, cov, equity, cap, lot_values), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        DELEVER = XLPy.CallUDF("hedge_xl.hosts.classic", "DELEVER", Array(exposures, cov, equity, cap, lot_values))
        Exit Function
    #End If
failed:
    DELEVER = Err.Description
End Function

Function DELTA_HEDGE(position_delta, hedge_delta)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        DELTA_HEDGE = XLPy.CallUDF("hedge_xl.hosts.classic", "DELTA_HEDGE", Array(position_delta, hedge_delta), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        DELTA_HEDGE = XLPy.CallUDF("hedge_xl.hosts.classic", "DELTA_HEDGE", Array(position_delta, hedge_delta))
        Exit Function
    #End If
failed:
    DELTA_HEDGE = Err.Description
End Function

Function DYNAMIC_EXPOSURE(k, sigma, trend, hedge_ratio, Optional cap)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        DYNAMIC_EXPOSURE = XLPy.CallUDF("hedge_xl.hosts.classic", "DYNAMIC_EXPOSURE", Array(k, sigma, trend, hedge_ratio, cap), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        DYNAMIC_EXPOSURE = XLPy.CallUDF("hedge_xl.hosts.classic", "DYNAMIC_EXPOSURE", Array(k, sigma, trend, hedge_ratio, cap))
        Exit Function
    #End If
failed:
    DYNAMIC_EXPOSURE = Err.Description
End Function

Function DYNAMIC_HEDGE_RATIO(portfolio_returns, hedge_returns, Optional window)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        DYNAMIC_HEDGE_RATIO = XLPy.CallUDF("hedge_xl.hosts.classic", "DYNAMIC_HEDGE_RATIO", Array(portfolio_returns, hedge_returns, window), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        DYNAMIC_HEDGE_RATIO = XLPy.CallUDF("hedge_xl.hosts.classic", "DYNAMIC_HEDGE_RATIO", Array(portfolio_returns, hedge_returns, window))
        Exit Function
    #End If
failed:
    DYNAMIC_HEDGE_RATIO = Err.Description
End Function

Function EFF_LEV(exposures, cov, equity, Optional days, Optional ref_vol)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        EFF_LEV = XLPy.CallUDF("hedge_xl.hosts.classic", "EFF_LEV", Array(exposures, cov, equity, days, ref_vol), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        EFF_LEV = XLPy.CallUDF("hedge_xl.hosts.classic", "EFF_LEV", Array(exposures, cov, equity, days, ref_vol))
        Exit Function
    #End If
failed:
    EFF_LEV = Err.Description
End Function

Function EMA(prices, period)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        EMA = XLPy.CallUDF("hedge_xl.hosts.classic", "EMA", Array(prices, period), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        EMA = XLPy.CallUDF("hedge_xl.hosts.classic", "EMA", Array(prices, period))
        Exit Function
    #End If
failed:
    EMA = Err.Description
End Function

Function EXECUTION_QUALITY(sides, quotes, prices, quantities, Optional order_types, Optional order_times, Optional fill_times)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        EXECUTION_QUALITY = XLPy.CallUDF("hedge_xl.hosts.classic", "EXECUTION_QUALITY", Array(sides, quotes, prices, quantities, order_types, order_times, fill_times), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        EXECUTION_QUALITY = XLPy.CallUDF("hedge_xl.hosts.classic", "EXECUTION_QUALITY", Array(sides, quotes, prices, quantities, order_types, order_times, fill_times))
        Exit Function
    #End If
failed:
    EXECUTION_QUALITY = Err.Description
End Function

Function FUND_COMPARISON(diy_cost, fund_cost)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUND_COMPARISON = XLPy.CallUDF("hedge_xl.hosts.classic", "FUND_COMPARISON", Array(diy_cost, fund_cost), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        FUND_COMPARISON = XLPy.CallUDF("hedge_xl.hosts.classic", "FUND_COMPARISON", Array(diy_cost, fund_cost))
        Exit Function
    #End If
failed:
    FUND_COMPARISON = Err.Description
End Function

Function FUTURES_CONTRACTS(exposure_usd, spot, hedge_ratio, Optional contract_jpy)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUTURES_CONTRACTS = XLPy.CallUDF("hedge_xl.hosts.classic", "FUTURES_CONTRACTS", Array(exposure_usd, spot, hedge_ratio, contract_jpy), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        FUTURES_CONTRACTS = XLPy.CallUDF("hedge_xl.hosts.classic", "FUTURES_CONTRACTS", Array(exposure_usd, spot, hedge_ratio, contract_jpy))
        Exit Function
    #End If
failed:
    FUTURES_CONTRACTS = Err.Description
End Function

Function FX_FORWARD(spot, r_usd, r_jpy, years, Optional basis, Optional convention)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FX_FORWARD = XLPy.CallUDF("hedge_xl.hosts.classic", "FX_FORWARD", Array(spot, r_usd, r_jpy, years, basis, convention), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        FX_FORWARD = XLPy.CallUDF("hedge_xl.hosts.classic", "FX_FORWARD", Array(spot, r_usd, r_jpy, years, basis, convention))
        Exit Function
    #End If
failed:
    FX_FORWARD = Err.Description
End Function

Function FX_LEVERAGE(index_risk, rho, fx_margin, fx_atr)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FX_LEVERAGE = XLPy.CallUDF("hedge_xl.hosts.classic", "FX_LEVERAGE", Array(index_risk, rho, fx_margin, fx_atr), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        FX_LEVERAGE = XLPy.CallUDF("hedge_xl.hosts.classic", "FX_LEVERAGE", Array(index_risk, rho, fx_margin, fx_atr))
        Exit Function
    #End If
failed:
    FX_LEVERAGE = Err.Description
End Function

Function FX_LOTS(full_hedge_lots, Optional hedge_rate, Optional lot_step, Optional rounding)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FX_LOTS = XLPy.CallUDF("hedge_xl.hosts.classic", "FX_LOTS", Array(full_hedge_lots, hedge_rate, lot_step, rounding), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        FX_LOTS = XLPy.CallUDF("hedge_xl.hosts.classic", "FX_LOTS", Array(full_hedge_lots, hedge_rate, lot_step, rounding))
        Exit Function
    #End If
failed:
    FX_LOTS = Err.Description
End Function

Function FX_LOT_VALUE(lot_units, spot, Optional quote_move)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FX_LOT_VALUE = XLPy.CallUDF("hedge_xl.hosts.classic", "FX_LOT_VALUE", Array(lot_units, spot, quote_move), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        FX_LOT_VALUE = XLPy.CallUDF("hedge_xl.hosts.classic", "FX_LOT_VALUE", Array(lot_units, spot, quote_move))
        Exit Function
    #End If
failed:
    FX_LOT_VALUE = Err.Description
End Function

Function GAMMA_HEDGE(position_gamma, option_gamma)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        GAMMA_HEDGE = XLPy.CallUDF("hedge_xl.hosts.classic", "GAMMA_HEDGE", Array(position_gamma, option_gamma), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        GAMMA_HEDGE = XLPy.CallUDF("hedge_xl.hosts.classic", "GAMMA_HEDGE", Array(position_gamma, option_gamma))
        Exit Function
    #End If
failed:
    GAMMA_HEDGE = Err.Description
End Function

Function HEDGED_RETURNS(asset_returns, fx_returns, hedge_ratio, Optional cost)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HEDGED_RETURNS = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGED_RETURNS", Array(asset_returns, fx_returns, hedge_ratio, cost), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HEDGED_RETURNS = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGED_RETURNS", Array(asset_returns, fx_returns, hedge_ratio, cost))
        Exit Function
    #End If
failed:
    HEDGED_RETURNS = Err.Description
End Function

Function HEDGE_BETA(portfolio_beta, hedge_beta_given)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HEDGE_BETA = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_BETA", Array(portfolio_beta, hedge_beta_given), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HEDGE_BETA = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_BETA", Array(portfolio_beta, hedge_beta_given))
        Exit Function
    #End If
failed:
    HEDGE_BETA = Err.Description
End Function

Function HEDGE_COST(rate_differential, basis, spread, slippage)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HEDGE_COST = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_COST", Array(rate_differential, basis, spread, slippage), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HEDGE_COST = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_COST", Array(rate_differential, basis, spread, slippage))
        Exit Function
    #End If
failed:
    HEDGE_COST = Err.Description
End Function

Function HEDGE_DEVIATION(current, target)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HEDGE_DEVIATION = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_DEVIATION", Array(current, target), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HEDGE_DEVIATION = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_DEVIATION", Array(current, target))
        Exit Function
    #End If
failed:
    HEDGE_DEVIATION = Err.Description
End Function

Function HEDGE_LADDER(units, Optional tenors, Optional min_unit, Optional start_date)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HEDGE_LADDER = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_LADDER", Array(units, tenors, min_unit, start_date), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HEDGE_LADDER = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_LADDER", Array(units, tenors, min_unit, start_date))
        Exit Function
    #End If
failed:
    HEDGE_LADDER = Err.Description
End Function

Function HEDGE_POLICY(structural_h, Optional trend_adjustment, Optional previous_h, Optional threshold, Optional floor, Optional cap)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HEDGE_POLICY = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_POLICY", Array(structural_h, trend_adjustment, previous_h, threshold, floor, cap), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HEDGE_POLICY = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_POLICY", Array(structural_h, trend_adjustment, previous_h, threshold, floor, cap))
        Exit Function
    #End If
failed:
    HEDGE_POLICY = Err.Description
End Function

Function HEDGE_RATIO(index_atr, value_per_point, positions, rho, fx_atr, fx_lot_value)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HEDGE_RATIO = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_RATIO", Array(index_atr, value_per_point, positions, rho, fx_atr, fx_lot_value), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HEDGE_RATIO = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_RATIO", Array(index_atr, value_per_point, positions, rho, fx_atr, fx_lot_value))
        Exit Function
    #End If
failed:
    HEDGE_RATIO = Err.Description
End Function

Function HEDGE_SIDE(rho, index_side)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HEDGE_SIDE = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_SIDE", Array(rho, index_side), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HEDGE_SIDE = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_SIDE", Array(rho, index_side))
        Exit Function
    #End If
failed:
    HEDGE_SIDE = Err.Description
End Function

Function HEDGE_UNITS(exposure, hedge_ratio, Optional min_unit)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HEDGE_UNITS = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_UNITS", Array(exposure, hedge_ratio, min_unit), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HEDGE_UNITS = XLPy.CallUDF("hedge_xl.hosts.classic", "HEDGE_UNITS", Array(exposure, hedge_ratio, min_unit))
        Exit Function
    #End If
failed:
    HEDGE_UNITS = Err.Description
End Function

Function HSTAR(asset_returns, fx_returns, Optional window, Optional shrinkage, Optional asset_currency)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HSTAR = XLPy.CallUDF("hedge_xl.hosts.classic", "HSTAR", Array(asset_returns, fx_returns, window, shrinkage, asset_currency), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HSTAR = XLPy.CallUDF("hedge_xl.hosts.classic", "HSTAR", Array(asset_returns, fx_returns, window, shrinkage, asset_currency))
        Exit Function
    #End If
failed:
    HSTAR = Err.Description
End Function

Function HSTAR_BAND(asset_returns, fx_returns, Optional window, Optional confidence, Optional asset_currency)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HSTAR_BAND = XLPy.CallUDF("hedge_xl.hosts.classic", "HSTAR_BAND", Array(asset_returns, fx_returns, window, confidence, asset_currency), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HSTAR_BAND = XLPy.CallUDF("hedge_xl.hosts.classic", "HSTAR_BAND", Array(asset_returns, fx_returns, window, confidence, asset_currency))
        Exit Function
    #End If
failed:
    HSTAR_BAND = Err.Description
End Function

Function HSTAR_ROLLING(asset_returns, fx_returns, window, Optional shrinkage, Optional asset_currency)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HSTAR_ROLLING = XLPy.CallUDF("hedge_xl.hosts.classic", "HSTAR_ROLLING", Array(asset_returns, fx_returns, window, shrinkage, asset_currency), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HSTAR_ROLLING = XLPy.CallUDF("hedge_xl.hosts.classic", "HSTAR_ROLLING", Array(asset_returns, fx_returns, window, shrinkage, asset_currency))
        Exit Function
    #End If
failed:
    HSTAR_ROLLING = Err.Description
End Function

Function HX_CHECK(data)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HX_CHECK = XLPy.CallUDF("hedge_xl.hosts.classic", "HX_CHECK", Array(data), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HX_CHECK = XLPy.CallUDF("hedge_xl.hosts.classic", "HX_CHECK", Array(data))
        Exit Function
    #End If
failed:
    HX_CHECK = Err.Description
End Function

Function HX_EXPLAIN(function_name)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HX_EXPLAIN = XLPy.CallUDF("hedge_xl.hosts.classic", "HX_EXPLAIN", Array(function_name), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HX_EXPLAIN = XLPy.CallUDF("hedge_xl.hosts.classic", "HX_EXPLAIN", Array(function_name))
        Exit Function
    #End If
failed:
    HX_EXPLAIN = Err.Description
End Function

Function HX_VERSION()
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        HX_VERSION = XLPy.CallUDF("hedge_xl.hosts.classic", "HX_VERSION", Array(), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        HX_VERSION = XLPy.CallUDF("hedge_xl.hosts.classic", "HX_VERSION", Array())
        Exit Function
    #End If
failed:
    HX_VERSION = Err.Description
End Function

Function IMPLIED_BASIS(spot, forward, r_usd, r_jpy, years)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        IMPLIED_BASIS = XLPy.CallUDF("hedge_xl.hosts.classic", "IMPLIED_BASIS", Array(spot, forward, r_usd, r_jpy, years), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        IMPLIED_BASIS = XLPy.CallUDF("hedge_xl.hosts.classic", "IMPLIED_BASIS", Array(spot, forward, r_usd, r_jpy, years))
        Exit Function
    #End If
failed:
    IMPLIED_BASIS = Err.Description
End Function

Function INDEX_LEVERAGE(target_risk, index_atr, value_per_point)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        INDEX_LEVERAGE = XLPy.CallUDF("hedge_xl.hosts.classic", "INDEX_LEVERAGE", Array(target_risk, index_atr, value_per_point), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        INDEX_LEVERAGE = XLPy.CallUDF("hedge_xl.hosts.classic", "INDEX_LEVERAGE", Array(target_risk, index_atr, value_per_point))
        Exit Function
    #End If
failed:
    INDEX_LEVERAGE = Err.Description
End Function

Function INDEX_RISK(index_atr, value_per_point, positions)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        INDEX_RISK = XLPy.CallUDF("hedge_xl.hosts.classic", "INDEX_RISK", Array(index_atr, value_per_point, positions), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        INDEX_RISK = XLPy.CallUDF("hedge_xl.hosts.classic", "INDEX_RISK", Array(index_atr, value_per_point, positions))
        Exit Function
    #End If
failed:
    INDEX_RISK = Err.Description
End Function

Function INTEGRATED_LEV(base_leverage, session_factor, atr_factor, trend_factor, clm, margin_factor, Optional cap)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        INTEGRATED_LEV = XLPy.CallUDF("hedge_xl.hosts.classic", "INTEGRATED_LEV", Array(base_leverage, session_factor, atr_factor, trend_factor, clm, margin_factor, cap), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        INTEGRATED_LEV = XLPy.CallUDF("hedge_xl.hosts.classic", "INTEGRATED_LEV", Array(base_leverage, session_factor, atr_factor, trend_factor, clm, margin_factor, cap))
        Exit Function
    #End If
failed:
    INTEGRATED_LEV = Err.Description
End Function

Function INVERSE_PAIRS(corr, Optional threshold)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        INVERSE_PAIRS = XLPy.CallUDF("hedge_xl.hosts.classic", "INVERSE_PAIRS", Array(corr, threshold), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        INVERSE_PAIRS = XLPy.CallUDF("hedge_xl.hosts.classic", "INVERSE_PAIRS", Array(corr, threshold))
        Exit Function
    #End If
failed:
    INVERSE_PAIRS = Err.Description
End Function

Function KPI_TABLE(returns_block, Optional periods, Optional labels)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        KPI_TABLE = XLPy.CallUDF("hedge_xl.hosts.classic", "KPI_TABLE", Array(returns_block, periods, labels), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        KPI_TABLE = XLPy.CallUDF("hedge_xl.hosts.classic", "KPI_TABLE", Array(returns_block, periods, labels))
        Exit Function
    #End If
failed:
    KPI_TABLE = Err.Description
End Function

Function LEV_HEADROOM(exposures, cov, equity, Optional cap)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        LEV_HEADROOM = XLPy.CallUDF("hedge_xl.hosts.classic", "LEV_HEADROOM", Array(exposures, cov, equity, cap), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        LEV_HEADROOM = XLPy.CallUDF("hedge_xl.hosts.classic", "LEV_HEADROOM", Array(exposures, cov, equity, cap))
        Exit Function
    #End If
failed:
    LEV_HEADROOM = Err.Description
End Function

Function LOG_RETURNS(prices)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        LOG_RETURNS = XLPy.CallUDF("hedge_xl.hosts.classic", "LOG_RETURNS", Array(prices), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        LOG_RETURNS = XLPy.CallUDF("hedge_xl.hosts.classic", "LOG_RETURNS", Array(prices))
        Exit Function
    #End If
failed:
    LOG_RETURNS = Err.Description
End Function

Function MAX_DRAWDOWN(returns)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        MAX_DRAWDOWN = XLPy.CallUDF("hedge_xl.hosts.classic", "MAX_DRAWDOWN", Array(returns), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        MAX_DRAWDOWN = XLPy.CallUDF("hedge_xl.hosts.classic", "MAX_DRAWDOWN", Array(returns))
        Exit Function
    #End If
failed:
    MAX_DRAWDOWN = Err.Description
End Function

Function MRC(exposures, cov)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        MRC = XLPy.CallUDF("hedge_xl.hosts.classic", "MRC", Array(exposures, cov), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        MRC = XLPy.CallUDF("hedge_xl.hosts.classic", "MRC", Array(exposures, cov))
        Exit Function
    #End If
failed:
    MRC = Err.Description
End Function

Function NOMINAL_LEV(exposures, equity)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        NOMINAL_LEV = XLPy.CallUDF("hedge_xl.hosts.classic", "NOMINAL_LEV", Array(exposures, equity), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        NOMINAL_LEV = XLPy.CallUDF("hedge_xl.hosts.classic", "NOMINAL_LEV", Array(exposures, equity))
        Exit Function
    #End If
failed:
    NOMINAL_LEV = Err.Description
End Function

Function OPTION_DELTA(kind, spot, strike, years, vol, r_domestic, r_foreign)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        OPTION_DELTA = XLPy.CallUDF("hedge_xl.hosts.classic", "OPTION_DELTA", Array(kind, spot, strike, years, vol, r_domestic, r_foreign), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        OPTION_DELTA = XLPy.CallUDF("hedge_xl.hosts.classic", "OPTION_DELTA", Array(kind, spot, strike, years, vol, r_domestic, r_foreign))
        Exit Function
    #End If
failed:
    OPTION_DELTA = Err.Description
End Function

Function OPTION_GAMMA(kind, spot, strike, years, vol, r_domestic, r_foreign)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        OPTION_GAMMA = XLPy.CallUDF("hedge_xl.hosts.classic", "OPTION_GAMMA", Array(kind, spot, strike, years, vol, r_domestic, r_foreign), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        OPTION_GAMMA = XLPy.CallUDF("hedge_xl.hosts.classic", "OPTION_GAMMA", Array(kind, spot, strike, years, vol, r_domestic, r_foreign))
        Exit Function
    #End If
failed:
    OPTION_GAMMA = Err.Description
End Function

Function POSITION_SIZE(k, sigma, Optional cap)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        POSITION_SIZE = XLPy.CallUDF("hedge_xl.hosts.classic", "POSITION_SIZE", Array(k, sigma, cap), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        POSITION_SIZE = XLPy.CallUDF("hedge_xl.hosts.classic", "POSITION_SIZE", Array(k, sigma, cap))
        Exit Function
    #End If
failed:
    POSITION_SIZE = Err.Description
End Function

Function REBALANCE(current, target, Optional threshold)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        REBALANCE = XLPy.CallUDF("hedge_xl.hosts.classic", "REBALANCE", Array(current, target, threshold), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        REBALANCE = XLPy.CallUDF("hedge_xl.hosts.classic", "REBALANCE", Array(current, target, threshold))
        Exit Function
    #End If
failed:
    REBALANCE = Err.Description
End Function

Function REGIME(volatility, low_vol, high_vol, trend)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        REGIME = XLPy.CallUDF("hedge_xl.hosts.classic", "REGIME", Array(volatility, low_vol, high_vol, trend), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        REGIME = XLPy.CallUDF("hedge_xl.hosts.classic", "REGIME", Array(volatility, low_vol, high_vol, trend))
        Exit Function
    #End If
failed:
    REGIME = Err.Description
End Function

Function ROLLING_CORREL(x, y, window)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ROLLING_CORREL = XLPy.CallUDF("hedge_xl.hosts.classic", "ROLLING_CORREL", Array(x, y, window), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        ROLLING_CORREL = XLPy.CallUDF("hedge_xl.hosts.classic", "ROLLING_CORREL", Array(x, y, window))
        Exit Function
    #End If
failed:
    ROLLING_CORREL = Err.Description
End Function

Function ROLL_SCHEDULE(start_date, months, Optional slices, Optional avoid_dates)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ROLL_SCHEDULE = XLPy.CallUDF("hedge_xl.hosts.classic", "ROLL_SCHEDULE", Array(start_date, months, slices, avoid_dates), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        ROLL_SCHEDULE = XLPy.CallUDF("hedge_xl.hosts.classic", "ROLL_SCHEDULE", Array(start_date, months, slices, avoid_dates))
        Exit Function
    #End If
failed:
    ROLL_SCHEDULE = Err.Description
End Function

Function RSI(prices, Optional period)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        RSI = XLPy.CallUDF("hedge_xl.hosts.classic", "RSI", Array(prices, period), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        RSI = XLPy.CallUDF("hedge_xl.hosts.classic", "RSI", Array(prices, period))
        Exit Function
    #End If
failed:
    RSI = Err.Description
End Function

Function SHARPE(returns, Optional periods, Optional risk_free)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        SHARPE = XLPy.CallUDF("hedge_xl.hosts.classic", "SHARPE", Array(returns, periods, risk_free), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        SHARPE = XLPy.CallUDF("hedge_xl.hosts.classic", "SHARPE", Array(returns, periods, risk_free))
        Exit Function
    #End If
failed:
    SHARPE = Err.Description
End Function

Function SLIPPAGE(side, quote, price)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        SLIPPAGE = XLPy.CallUDF("hedge_xl.hosts.classic", "SLIPPAGE", Array(side, quote, price), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        SLIPPAGE = XLPy.CallUDF("hedge_xl.hosts.classic", "SLIPPAGE", Array(side, quote, price))
        Exit Function
    #End If
failed:
    SLIPPAGE = Err.Description
End Function

Function SLIPPAGE_ANNUAL(costs, rolls_per_year)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        SLIPPAGE_ANNUAL = XLPy.CallUDF("hedge_xl.hosts.classic", "SLIPPAGE_ANNUAL", Array(costs, rolls_per_year), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        SLIPPAGE_ANNUAL = XLPy.CallUDF("hedge_xl.hosts.classic", "SLIPPAGE_ANNUAL", Array(costs, rolls_per_year))
        Exit Function
    #End If
failed:
    SLIPPAGE_ANNUAL = Err.Description
End Function

Function SWAP_COST(swap_jpy_per_10k_per_day, spot)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        SWAP_COST = XLPy.CallUDF("hedge_xl.hosts.classic", "SWAP_COST", Array(swap_jpy_per_10k_per_day, spot), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        SWAP_COST = XLPy.CallUDF("hedge_xl.hosts.classic", "SWAP_COST", Array(swap_jpy_per_10k_per_day, spot))
        Exit Function
    #End If
failed:
    SWAP_COST = Err.Description
End Function

Function TREND_ADJUSTMENT(spot, average, Optional adjustment)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        TREND_ADJUSTMENT = XLPy.CallUDF("hedge_xl.hosts.classic", "TREND_ADJUSTMENT", Array(spot, average, adjustment), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        TREND_ADJUSTMENT = XLPy.CallUDF("hedge_xl.hosts.classic", "TREND_ADJUSTMENT", Array(spot, average, adjustment))
        Exit Function
    #End If
failed:
    TREND_ADJUSTMENT = Err.Description
End Function

Function TREND_SIGNAL(prices, short_period, long_period)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        TREND_SIGNAL = XLPy.CallUDF("hedge_xl.hosts.classic", "TREND_SIGNAL", Array(prices, short_period, long_period), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        TREND_SIGNAL = XLPy.CallUDF("hedge_xl.hosts.classic", "TREND_SIGNAL", Array(prices, short_period, long_period))
        Exit Function
    #End If
failed:
    TREND_SIGNAL = Err.Description
End Function

Function TWAP_SCHEDULE(units, start_time, end_time, slices, Optional min_unit)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        TWAP_SCHEDULE = XLPy.CallUDF("hedge_xl.hosts.classic", "TWAP_SCHEDULE", Array(units, start_time, end_time, slices, min_unit), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        TWAP_SCHEDULE = XLPy.CallUDF("hedge_xl.hosts.classic", "TWAP_SCHEDULE", Array(units, start_time, end_time, slices, min_unit))
        Exit Function
    #End If
failed:
    TWAP_SCHEDULE = Err.Description
End Function

Function VALUE_AT_RISK(returns, Optional confidence, Optional method)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        VALUE_AT_RISK = XLPy.CallUDF("hedge_xl.hosts.classic", "VALUE_AT_RISK", Array(returns, confidence, method), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        VALUE_AT_RISK = XLPy.CallUDF("hedge_xl.hosts.classic", "VALUE_AT_RISK", Array(returns, confidence, method))
        Exit Function
    #End If
failed:
    VALUE_AT_RISK = Err.Description
End Function

Function VALUE_PER_POINT(point_value, Optional fx_rate)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        VALUE_PER_POINT = XLPy.CallUDF("hedge_xl.hosts.classic", "VALUE_PER_POINT", Array(point_value, fx_rate), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        VALUE_PER_POINT = XLPy.CallUDF("hedge_xl.hosts.classic", "VALUE_PER_POINT", Array(point_value, fx_rate))
        Exit Function
    #End If
failed:
    VALUE_PER_POINT = Err.Description
End Function

Function VOLATILITY(returns, Optional window, Optional periods, Optional method)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        VOLATILITY = XLPy.CallUDF("hedge_xl.hosts.classic", "VOLATILITY", Array(returns, window, periods, method), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        VOLATILITY = XLPy.CallUDF("hedge_xl.hosts.classic", "VOLATILITY", Array(returns, window, periods, method))
        Exit Function
    #End If
failed:
    VOLATILITY = Err.Description
End Function

Function VOL_HEDGE(portfolio_vega_loss, hedge_gain_per_unit)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        VOL_HEDGE = XLPy.CallUDF("hedge_xl.hosts.classic", "VOL_HEDGE", Array(portfolio_vega_loss, hedge_gain_per_unit), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        VOL_HEDGE = XLPy.CallUDF("hedge_xl.hosts.classic", "VOL_HEDGE", Array(portfolio_vega_loss, hedge_gain_per_unit))
        Exit Function
    #End If
failed:
    VOL_HEDGE = Err.Description
End Function

