"""What the page says, apart from what the workbooks' declarations say of themselves."""

from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text

PAGE: Final[Mapping[str, Text]] = {
    "title": Text("hedge_xl ブックを作る", "hedge_xl: make a workbook"),
    "lead": Text(
        "ヘッジの計算と記録のExcelブックを、自分の条件で作ってダウンロードします。",
        "Make an Excel workbook for your hedge, with your own figures in it, and download it.",
    ),
    "private": Text(
        "入れた値もできたファイルも、このサーバーには残りません。",
        "Neither what you enter nor the file that is made stays on this server.",
    ),
    "skip": Text("本文へ移動", "Skip to the form"),
    "other": Text("English", "日本語"),
    "step_template": Text("ひな形", "Template"),
    "step_filling": Text("中身", "Content"),
    "step_first": Text("最初の月", "First month"),
    "step_host": Text("版", "Edition"),
    "step_language": Text("ブックの言語", "Language of the workbook"),
    "step_settings": Text("設定", "Settings"),
    "filling_empty": Text("自分の値で始める", "Start with my own figures"),
    "filling_empty_note": Text("設定を下で決めます。", "You choose the settings below."),
    "filling_demo": Text("例を見る", "See an example"),
    "filling_demo_note": Text(
        "台帳は2022年12月までの36か月の実データ、ほかは記事の例が入ります。設定も例のままです。",
        "The ledger comes with 36 real months to December 2022, the others with the article's example, settings too.",
    ),
    "start": Text("最初の月", "First month"),
    "start_note": Text("年-月。例 2026-10", "Year-month, such as 2026-10"),
    "a_usd": Text("米株の月末評価額", "Value of the shares at the month end"),
    "a_usd_unit": Text("ドル", "USD"),
    "a_usd_note": Text("例は記事Aの75,000ドル", "The example is article A's 75,000 USD"),
    "spot": Text("月末のUSDJPY", "USDJPY at the month end"),
    "spot_unit": Text("円/ドル", "JPY per USD"),
    "spot_note": Text("1ドルあたりの円", "Yen for one dollar"),
    "host_native": Text("標準関数だけ", "Built-in functions"),
    "host_excel": Text("Windows版Excel + Python", "Excel for Windows + Python"),
    "host_officejs": Text("xlwings Lite / Server", "xlwings Lite / Server"),
    "host_libreoffice": Text("LibreOffice", "LibreOffice"),
    "recommended": Text("迷ったらこれ", "If in doubt, this one"),
    "needs": Text("必要なもの", "Needs"),
    "first": Text("最初に一度", "First, once"),
    "works": Text("確かめ方", "How to check"),
    "settings_note": Text(
        "そのままでも始められます。あとからブックの設定シートでも変えられます。",
        "The defaults will do to begin with; all can be changed later on the workbook's settings sheet.",
    ),
    "more": Text("ほかの設定 ({count})", "More settings ({count})"),
    "optional": Text("空欄でもよい", "may stay blank"),
    "preview": Text("できるブック", "What you get"),
    "picture": Text("{sheet}シートの見本", "Sample of the sheet {sheet}"),
    "make": Text("ブックをダウンロード", "Download the workbook"),
    "busy": Text("数秒かかります。", "It takes a few seconds."),
    "faults": Text("{count}か所を直してください", "Please correct {count} of the fields"),
    "foot": Text(
        "計算と記録の道具です。投資助言ではありません。",
        "A tool for calculating and recording. It is not investment advice.",
    ),
    "functions": Text(
        "Excelに関数を足すアドイン: マニフェスト", "The add-in with the functions for Excel: its manifest"
    ),
}
REFUSALS: Final[Mapping[str, Text]] = {
    "too_large": Text(
        "送られたデータが大きすぎます(上限 {limit} MB)。範囲を小さくしてください。",
        "The request is too large (at most {limit} MB); use a smaller range.",
    ),
    "too_slow": Text("時間切れです。もう一度お試しください。", "Timed out; please try again."),
    "crowded": Text(
        "いま混み合っています。少し待ってからもう一度お試しください。", "Busy at the moment; please try again shortly."
    ),
    "strange_host": Text(
        "このサーバーの名前ではありません。別の名前で使うときは、その名前を環境変数 {name} に入れて起動します。",
        "This server is not known by that name; to use it by another one, set {name} to it and start again.",
    ),
    "cross_site": Text("ほかのサイトからは送れません。", "This cannot be sent from another site."),
    "no_json": Text("JSONとして読めません。", "This is not JSON."),
    "no_form": Text("フォームとして読めません。", "This is not a form."),
    "bad_field": Text("{name} がないか、使えない値です。", "{name} is missing or of the wrong kind."),
    "no_function": Text("関数 {name} はありません。", "There is no function {name}."),
    "no_script": Text("操作 {name} はありません。", "There is no action {name}."),
    "arguments": Text(
        "引数の数が合いません({given}個。{least}〜{most}個)。", "{given} arguments; it takes {least} to {most}."
    ),
    "matrix": Text("引数{number}が長方形の範囲ではありません。", "Argument {number} is not a rectangular range."),
    "too_wide": Text(
        "{name} は{columns}列あります。サーバーで使えるのは{most}列までです。",
        "{name} has {columns} columns; the server takes at most {most}.",
    ),
    "not_found": Text("ページがありません。", "There is no such page."),
    "failed": Text("サーバーで問題が起きました。", "Something went wrong on the server."),
}
