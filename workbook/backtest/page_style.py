"""How the page of the report looks, on a screen and on A4."""

from typing import Final

STYLE: Final = """
:root{--ink:#1b2330;--soft:#5a6472;--rule:#d5dae1;--navy:#1F3864}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);
 font:14px/1.6 "Hiragino Sans","Yu Gothic UI","Yu Gothic",Meiryo,"Noto Sans JP","Noto Sans CJK JP",system-ui,sans-serif}
main{max-width:860px;margin:0 auto;padding:28px 24px 40px}
h1{font-size:24px;line-height:1.3;margin:0;color:var(--navy)}
h2{font-size:16px;margin:26px 0 6px;color:var(--navy)}
h3{font-size:12.5px;font-weight:600;margin:0 0 2px}
p{margin:4px 0}
.period{font-size:16px;margin:2px 0 10px}
.caveat{border-left:4px solid #c77700;background:#fdf6ea;padding:4px 10px;margin:6px 0}
.about,figcaption{color:var(--soft);font-size:12px;margin:4px 0}
figure{margin:0}
svg{display:block;width:100%;height:auto;overflow:visible;font-family:inherit}
svg path{fill:none;stroke-linejoin:round}
svg text{font-size:11px;fill:var(--ink)}
svg .tick{fill:#3d4653;font-variant-numeric:tabular-nums}
svg .unit{fill:var(--soft)}
svg .label{font-size:11.5px}
svg .grid{stroke:#e4e7ec;stroke-width:1}
svg .mark{stroke:#8a93a0;stroke-width:1;stroke-dasharray:1 3}
svg .axis{stroke:#5a6472;stroke-width:1}
svg .band{fill:#9aa3ae;fill-opacity:.28;stroke:none}
svg .light{fill:#fff}
svg .chosen{fill:none;stroke:#c25700;stroke-width:3}
.maps{display:grid;grid-template-columns:repeat(auto-fit,minmax(340px,1fr));gap:18px 22px;margin:10px 0}
table{border-collapse:collapse;width:100%;font-size:12.5px;margin:6px 0}
th,td{border-bottom:1px solid var(--rule);padding:4px 7px;vertical-align:top}
thead th{border-bottom:2px solid var(--navy);white-space:nowrap}
tbody th{text-align:left;font-weight:600;white-space:nowrap}
.numbers td,.numbers thead th{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.numbers thead th:first-child,.words th,.words td{text-align:left}
footer{margin-top:28px;border-top:1px solid var(--rule);padding-top:8px;font-size:11.5px;color:var(--soft)}
@media (max-width:640px){main{padding:16px 12px}table{display:block;overflow-x:auto}}
@media print{
 @page{size:A4;margin:14mm 13mm}
 body{font-size:10pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
 main{max-width:none;padding:0}
 h2{break-after:avoid;margin-top:12pt}
 figure,tr,.caveat,.whole{break-inside:avoid}
 tbody th,td{padding-top:2.5pt;padding-bottom:2.5pt}
 .sweep{break-before:page}
 h3{font-size:8.5pt}
 .maps{grid-template-columns:1fr 1fr}
}
"""
