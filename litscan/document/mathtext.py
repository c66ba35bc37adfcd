r"""Simple mathematics as a line of text: ``93.5 \pm 0.1`` becomes ``93.5 ± 0.1``.

Formulas in tables and prose matter to litscan for the numbers, signs and arrows in them. Symbols
become their characters, fonts and sizes go, fractions become ``a/b``; what is unknown loses its
backslash and nothing else.
"""

from __future__ import annotations

import re

__all__ = ["render_math"]

_SYMBOLS = {
    "pm": "±", "mp": "∓", "times": "×", "cdot": "·", "ast": "*", "star": "*", "div": "÷",
    "uparrow": "↑", "downarrow": "↓", "Uparrow": "⇑", "Downarrow": "⇓", "rightarrow": "→",
    "to": "→", "leftarrow": "←", "gets": "←", "Rightarrow": "⇒", "leftrightarrow": "↔",
    "nearrow": "↗", "searrow": "↘", "sim": "~", "approx": "≈", "simeq": "≃", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "ll": "≪", "gg": "≫", "textless": "<",
    "textgreater": ">", "lt": "<", "gt": ">", "in": "∈", "notin": "∉", "infty": "∞", "sum": "∑",
    "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃",
    "odot": "⊙", "otimes": "⊗", "oplus": "⊕", "cup": "∪", "cap": "∩", "subset": "⊂",
    "subseteq": "⊆", "setminus": "\\", "emptyset": "∅", "ell": "ℓ", "prime": "′", "circ": "°",
    "dagger": "†", "ddagger": "‡", "S": "§", "P": "¶", "checkmark": "✓", "xmark": "✗",
    "cmark": "✓", "bullet": "•", "ldots": "...", "dots": "...", "cdots": "...", "top": "T",
    "mid": "|", "vert": "|", "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "Vert": "‖",
    "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "triangle": "△", "blacktriangle": "▲", "blacktriangledown": "▼", "triangledown": "▽",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "θ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "upmu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "quad": " ", "qquad": " ", "newline": " ",
    "_": "_", "%": "%", "$": "$", "#": "#", "&": "&", "{": "{", "}": "}", "|": "‖", "-": "",
    ",": " ", ";": " ", ":": " ", "!": "", " ": " ", "\\": " ", "(": "", ")": "", "[": "", "]": "",
}  # fmt: skip
_FONTS_AND_SIZES = (
    "mathbf bm mathcal mathbb text mathrm textbf textit texttt textsc textrm textsf emph mathsf "
    "mathit mathtt mathfrak boldsymbol operatorname mbox hbox left right big Big bigg Bigg bigl "
    "bigr Bigl Bigr displaystyle textstyle scriptstyle tilde hat bar widehat widetilde overline "
    "underline limits nolimits bf it rm sf tt em small scriptsize footnotesize tiny large Large "
    "normalsize ensuremath textsuperscript textsubscript phantom mathop color textcolor"
)
_DROPPED = frozenset(_FONTS_AND_SIZES.split())
_COLOURED = re.compile(r"\\(?:color|textcolor)\s*(?:\[[^\]]{0,20}\])?\s*\{[^{}]{0,40}\}")
_FRACTION = re.compile(r"\\(?:[dt]?frac|nicefrac)\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_EMPTY_BASE = re.compile(r"\{\s*\}\s*(?=[_^])")
_TAG = re.compile(r"\\(?:tag|label)\s*\{[^{}]*\}|\\(?:begin|end)\s*\{[^{}]*\}(?:\{[^{}]*\})?")
_COMMAND = re.compile(r"\\([a-zA-Z]+\*?|.)", re.DOTALL)
_SPREAD = re.compile(r"[_^]\s*(?=\{?\s*±)")
_RAISED_SIGN = re.compile(r"\^\s*\{?\s*([*†‡§¶°′%])\s*\}?")
_LONE_SCRIPT = re.compile(r"^\s*[_^]\s*\{([^{}]*)\}")
_SCRIPT = re.compile(r"([_^])\s*\{\s*([^{}]*?)\s*\}")


def render_math(latex: str) -> str:
    r"""Return a formula, without its delimiters, as one line of text.

    Examples
    --------
    >>> render_math(r"93.5 \pm 0.1"), render_math(r"{}_{\pm 0.1}"), render_math(r"2\times 10^{9}")
    ('93.5 ± 0.1', '± 0.1', '2× 10^9')
    >>> render_math(r"\mathbf{W}_{1}"), render_math(r"\frac{a}{b}"), render_math(r"{}^{*}")
    ('W_1', 'a/b', '*')
    """
    text = _COLOURED.sub("", _TAG.sub("", latex))
    for _ in range(4):
        text, replaced = _FRACTION.subn(r"\1/\2", text)
        if not replaced:
            break
    text = _EMPTY_BASE.sub("", text)
    text = _LONE_SCRIPT.sub(r"\1", text)
    text = _COMMAND.sub(_command, text)
    text = _SPREAD.sub("", text)
    text = _RAISED_SIGN.sub(r"\1", text)
    text = _SCRIPT.sub(lambda m: m[1] + m[2], text)
    text = text.replace("{", "").replace("}", "")
    return " ".join(text.split())


def _command(match: re.Match[str]) -> str:
    name = match[1].rstrip("*")
    if name in _DROPPED:
        return ""
    return _SYMBOLS.get(name, name)
