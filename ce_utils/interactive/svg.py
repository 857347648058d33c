"""Scales, ticks and elements of SVG, as text that is the same on every machine.

`drawing.js` holds the same scales, ticks and numbers in JavaScript; the tests compare the two.
"""

import math
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from html import escape

__all__ = [
    "Scale",
    "element",
    "fixed",
    "nice_ticks",
    "number",
    "path",
    "rounded",
    "significant",
    "translation",
]

# Sums and exponentials differ between machines in the last bits. A value that should lie on a
# tie (12.25 to one digit) would then go up here and down there: all such values are lifted.
LIFT = 1e-6


def rounded(value, digits):
    """Round half up, and what is a hair below half up as well.

    Parameters
    ----------
    value : float
    digits : int
        Decimal digits, 0 or more.

    Returns
    -------
    float

    Examples
    --------
    >>> rounded(12.25, 1), rounded(12.25 - 1e-12, 1), rounded(-1e-9, 1)
    (12.3, 12.3, 0.0)
    """
    power = 10**digits
    return math.floor(float(value) * power + 0.5 + LIFT) / power


def number(value, digits=1):
    """Return a coordinate as short text.

    Examples
    --------
    >>> number(3.0), number(-0.04), number(2.345, 2)
    ('3', '0', '2.35')
    """
    text = f"{rounded(value, digits):.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(value, digits=4):
    """Return a number for readers, with a true minus sign.

    Parameters
    ----------
    value : float
        Finite.
    digits : int, default 4
        Significant digits; whole numbers below a million are not cut.

    Returns
    -------
    str

    Examples
    --------
    >>> significant(0.69314718), significant(-4.0777), significant(1234.5), significant(0.0)
    ('0.6931', '\N{MINUS SIGN}4.078', '1235', '0')
    >>> significant(0.00000123456)
    '1.235e\N{MINUS SIGN}6'
    """
    if value == 0:
        return "0"
    exact = Decimal(float(value))  # half up on the exact value is what JavaScript does, too
    shown = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(exact)
    exponent = shown.adjusted()
    if -4 <= exponent < 6:
        places = Decimal(1).scaleb(-max(0, digits - 1 - exponent))
        text = str(exact.quantize(places, ROUND_HALF_UP))
    else:
        text = f"{shown.scaleb(-exponent):.{digits - 1}f}e{exponent}"
    return text.replace("-", "\N{MINUS SIGN}")


def fixed(value, digits):
    """Return a number for readers with a fixed number of decimal places.

    Examples
    --------
    >>> fixed(-1.5, 2), fixed(-0.0001, 2)
    ('\N{MINUS SIGN}1.50', '0.00')
    """
    return f"{rounded(value, digits):.{digits}f}".replace("-", "\N{MINUS SIGN}")


def nice_ticks(low, high, wanted=5):
    """Return about `wanted` round numbers from `low` to `high`: multiples of 1, 2 or 5.

    Parameters
    ----------
    low, high : float
        The ends, `low` the smaller.
    wanted : int, default 5

    Returns
    -------
    list of (float, str)
        Each number, and its text with the digits that the spacing needs.

    Examples
    --------
    >>> nice_ticks(0.4, 0.7, 3)
    [(0.4, '0.4'), (0.5, '0.5'), (0.6, '0.6'), (0.7, '0.7')]
    """
    rough = (high - low) / wanted
    exponent = math.floor(math.log10(rough) + 1e-9)
    power = float(f"1e{exponent}")
    multiple = next(m for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))
    step, places = multiple * power, max(0, -exponent - (multiple == 10))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    values = [round(k * step, places) + 0.0 for k in range(first, last + 1)]
    return [(value, f"{value:.{places}f}".replace("-", "\N{MINUS SIGN}")) for value in values]


_SPACING = {"linear": float, "log1p": math.log1p, "log": math.log}


@dataclass(frozen=True)
class Scale:
    """Where a number lies in a picture.

    Parameters
    ----------
    domain : (float, float)
        The numbers at the two ends.
    span : (float, float)
        The coordinates of the two ends, in units of the `viewBox`.
    kind : {'linear', 'log1p', 'log'}, default 'linear'
        'log' spaces log(number) evenly; 'log1p' spaces log(1 + number): logarithmic, yet with
        a place for 0.

    Examples
    --------
    >>> Scale((0, 10), (100, 200))(5)
    150.0
    >>> [round(Scale((0, 99), (0, 200), "log1p")(step)) for step in (0, 9, 99)]
    [0, 100, 200]
    >>> [text for _, text in Scale((1e-4, 10), (0, 100), "log").ticks()]
    ['10⁻⁴', '10⁻³', '0.01', '0.1', '1', '10']
    """

    domain: tuple[float, float]
    span: tuple[float, float]
    kind: str = "linear"

    def __call__(self, value):
        """Return the coordinate of one number."""
        low, high, value = (self._even(float(each)) for each in (*self.domain, value))
        return self.span[0] + (value - low) / (high - low) * (self.span[1] - self.span[0])

    def _even(self, value):
        return _SPACING[self.kind](value)

    def ticks(self, wanted=5):
        """Return (number, text) of the marks of an axis; powers of ten if it is logarithmic."""
        if self.kind == "linear":
            return nice_ticks(*self.domain, wanted)
        if self.kind == "log":
            ends = (math.log10(end) for end in self.domain)
            first, last = (round(end, 9) for end in ends)
            whole = range(math.ceil(first), math.floor(last) + 1)
            return [(float(f"1e{k}"), _power(k)) for k in whole]
        powers = [10**k for k in range(16) if 10**k <= self.domain[1]]
        return [(value, f"{value:,}") for value in (0, *powers)]

    def data(self):
        """Return the scale as a dict that `scale` in `drawing.js` takes."""
        return asdict(self)


def _power(exponent):
    if -2 <= exponent <= 3:
        return f"{10.0**exponent:g}"
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def element(name, content="", **attributes):
    """Return one element; `class_` is `class`, and `_` within a name stands for `-`.

    Parameters
    ----------
    name : str
    content : str
        Markup, not escaped.
    **attributes
        Numbers are rounded to a tenth; texts are escaped; None leaves the attribute out.

    Returns
    -------
    str

    Examples
    --------
    >>> element("text", "A", x=1.26, class_="ce-tick", text_anchor="end")
    '<text x="1.3" class="ce-tick" text-anchor="end">A</text>'
    """
    texts = {
        key.removesuffix("_").replace("_", "-"): escape(v) if isinstance(v, str) else number(v)
        for key, v in attributes.items()
        if v is not None
    }
    inside = "".join(f' {key}="{text}"' for key, text in texts.items())
    return f"<{name}{inside}>{content}</{name}>"


def translation(place):
    """Return the `transform` that moves what is drawn around (0, 0) to a place.

    Examples
    --------
    >>> translation((12, 3.25))
    'translate(12 3.3)'
    """
    return f"translate({number(place[0])} {number(place[1])})"


def path(points):
    """Return the `d` of a line through points.

    Examples
    --------
    >>> path([(0, 0), (10, 2.55)])
    'M0 0L10 2.6'
    """
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) if points else ""
