"""Small whole documents of every format that is read, for the byte fuzzer to damage."""

from __future__ import annotations

__all__ = ["SEEDS", "SUFFIXES", "TOKENS"]

SUFFIXES = (".tex", ".md", ".mmd", ".html", ".xml", ".tei.xml", ".pdf", ".txt", ".bbl", "", ".png")

_LATEX = rb"""\documentclass{article}\newcommand{\ours}[1]{\textbf{#1}\xspace}
\title{Small Nets}\begin{document}\maketitle\begin{abstract}We prune.\end{abstract}
\section{Experiments}\label{s}We prune~\cite{a} as in Table~\ref{t}.\footnote{Twice.}
\begin{table}\caption{Results.}\label{t}\begin{tabular}{l*{2}{c}}\toprule
\multirow{2}{*}{Method}&\multicolumn{2}{c}{Accuracy}\\\cmidrule(lr){2-3}&Top-1&Top-5\\\midrule
\ours{L1}&$93.4\pm0.1$&99\\\bottomrule\end{tabular}\end{table}
\begin{equation}x^2\end{equation}\appendix\section{Proofs}
\begin{thebibliography}{1}\bibitem{a}A. Author. \newblock Title. \newblock arXiv:1608.08710, 2017.
\end{thebibliography}\end{document}
"""
_MARKDOWN = rb"""# Small Nets

## Abstract
We prune $x_1$ nets [1].

## 1 Experiments

Table 1: Results.

| Method | Top-1 |
|:------|-----:|
| **L1** | 93.4 \(\pm\) 0.1 |

\begin{table}
\begin{tabular}{lc} L1 & 2 \\ \end{tabular}
\caption{Table 2: More.}
\end{table}

<table><tr><td rowspan="2">a</td><td>1</td></tr><tr><td>2</td></tr></table>

* item [^1]

[^1]: A note.

## References
[1] A. Author. Title. 2017.
"""
_HTML = b"""<!DOCTYPE html><html><head><title>Small Nets</title></head><body>
<article class="ltx_document"><h1 class="ltx_title ltx_title_document">Small Nets</h1>
<div class="ltx_abstract"><h6 class="ltx_title">Abstract</h6><p class="ltx_p">We prune.</p></div>
<section class="ltx_section" id="S1"><h2 class="ltx_title ltx_title_section">
<span class="ltx_tag">1 </span>Experiments</h2><div class="ltx_para"><p class="ltx_p">See
<cite class="ltx_cite">[<a href="#bib.bib1" class="ltx_ref">1</a>]</cite>
<math alttext="x^{2}"><semantics><mi>x</mi></semantics></math>.</p></div>
<figure class="ltx_table" id="S1.T1"><figcaption class="ltx_caption">
<span class="ltx_tag ltx_tag_table">Table 1: </span>Results.</figcaption>
<table class="ltx_tabular"><thead><tr class="ltx_tr"><th class="ltx_td" rowspan="2">Method</th>
<th colspan="2">Accuracy</th></tr><tr><th>Top-1</th><th>Top-5</th></tr></thead>
<tbody><tr><td>L1</td><td class="ltx_td"><span class="ltx_text ltx_font_bold">93.4</span></td>
<td>99</td></tr></tbody></table></figure></section>
<section class="ltx_bibliography"><ul><li id="bib.bib1" class="ltx_bibitem">A. Author. Title.
</li></ul></section></article></body></html>
"""
_TEI = b"""<?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title level="a" type="main">Small Nets</title></titleStmt>
</fileDesc><profileDesc><abstract><p>We prune.</p></abstract></profileDesc></teiHeader>
<text><body><div><head n="1">Experiments</head><p>See <ref type="bibr" target="#b0">[1]</ref>.</p>
<figure type="table" xml:id="tab_0"><head>Table 1 :</head><figDesc>Results.</figDesc>
<table><row><cell>Method</cell><cell cols="2">Top-1</cell></row>
<row><cell>L1</cell><cell>93.4</cell></row></table></figure>
<note place="foot" n="1">Twice.</note></div></body>
<back><div><listBibl><biblStruct xml:id="b0"><analytic><title level="a">Title</title></analytic>
</biblStruct></listBibl></div></back></text></TEI>
"""
_JATS = b"""<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "x.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta><title-group>
<article-title>Small Nets</article-title></title-group><abstract><p>We prune.</p></abstract>
</article-meta></front><body><sec id="s1"><label>1</label><title>Experiments</title>
<p>See <xref ref-type="bibr" rid="b1">1</xref>.</p><table-wrap id="t1"><label>Table 1</label>
<caption><p>Results.</p></caption><table><thead><tr><th>Method</th><th colspan="2">Top-1</th></tr>
</thead><tbody><tr><td rowspan="2">L1</td><td><bold>93.4</bold></td></tr></tbody></table>
<table-wrap-foot><fn><p>Twice.</p></fn></table-wrap-foot></table-wrap></sec></body>
<back><ref-list><ref id="b1"><mixed-citation>A. Author. <article-title>Title</article-title>.
</mixed-citation></ref></ref-list></back></article>
"""
_PLAIN = b"""Small Nets

Abstract
We prune.

1 Introduction
Lines of text that
go on.

Table 1: Results.
Method   Top-1
L1       93.4

References
[1] A. Author. Title. 2017.
"""


def _pdf() -> bytes:
    """Return a PDF of one page with two lines of text."""
    shown = b"BT /F1 12 Tf 72 700 Td (1 Introduction) Tj 0 -20 Td (We prune 93.4% of it.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + head + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


SEEDS = (_LATEX, _MARKDOWN, _HTML, _TEI, _JATS, _PLAIN, _pdf(), b"")

TOKENS = (
    b"\\begin{tabular}", b"\\end{tabular}", b"&", b"\\\\", b"{", b"}", b"$", b"%", b"\\iffalse ",
    b"\\fi ", b"\\input{x}", b"\\multicolumn{9999999}{c}{", b"\\multirow{99999}{*}{", b"\\verb|",
    b"<table>", b"</table>", b"<td colspan='99999999'>", b"<td rowspan='65534'>", b"<tr>", b"<!--",
    b"-->", b"<![CDATA[", b"]]>", b"&nbsp;", b"&#0;", b"&#x110000;", b"<!ENTITY a 'b'>", b"<math>",
    b"<?xml version='1.0' encoding='utf-16'?>", b"| a | b |\n|--|--|\n", b"```\n", b"# ", b"\n\n",
    b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff", b"\xc3", b"\r", b"\x85", b"\x1a",
    b"\xe2\x80\xa8", b"\xed\xa0\x80", b"%PDF-1.7", b"stream", b"endobj", b"<TEI", b"<article",
)  # fmt: skip
