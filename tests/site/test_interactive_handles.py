"""Parts of a picture that a reader drags, in a figure made for this test."""

import pytest

from ce_utils.interactive import InteractiveFigure
from ce_utils.interactive.fields import choice, slider
from ce_utils.interactive.svg import Scale, element
from ce_utils.interactive.svg_axes import BOTTOM, LEFT, RIGHT, TOP, axes, handle, label, panel
from tests.site.moving import picture, press, readout, still_picture

X, Y = Scale((0, 10), (LEFT, RIGHT)), Scale((0, 1), (BOTTOM, TOP))
START = """
function start(root, data) {
  const state = openState(root, data.fields);
  const draw = () => {
    const [x, y] = [scale(data.x)(state.values.x), scale(data.y)(state.values.y)];
    move(root, 'across', { transform: translation([x, 220]) });
    move(root, 'up', { transform: translation([60, y]) });
    write(root, [`x ${state.values.x}, y ${state.values.y}, ${state.values.unit}`]);
  };
  const follow = (name) => (value) => { state.set(name, value); draw(); };
  addFields(root, state, draw);
  addHandle(root, 'across', { label: 'x', along: data.x, axis: 'x', value: state.values.x,
    text: (v) => `${v} metres`, act: follow('x'), step: 0.5 });
  addHandle(root, 'up', { label: 'y', along: data.y, axis: 'y', value: state.values.y,
    act: follow('y') });
  draw();
  return state;
}"""


class _Toy(InteractiveFigure):
    name = "toy"
    script = "pointer.js"

    def fields(self):
        return {
            "x": slider("x", low=0, high=10, step=0.1, value=5, control=False),
            "y": slider("y", low=0, high=1, step=0.01, value=0.5, control=False),
            "unit": choice("unit", [("m", "metres"), ("ft", "feet")], "m"),
        }

    def data(self):
        return {"x": X.data(), "y": Y.data()}

    def still(self):
        grip = element("circle", class_="ce-dot", r=6)
        return [
            panel(
                axes(X, Y, x_label="x", y_label="y"),
                label("words", 100, 100),
                handle("across", grip, X(5), 220),
                handle("up", grip, 60, Y(0.5)),
            )
        ]

    def summary(self):
        return "A toy."

    def readout(self):
        return ["x 5, y 0.5, m"]

    def _repr_html_(self):
        launch = 'launch("toy", start);'
        return super()._repr_html_().replace(launch, launch + START)


@pytest.fixture
def opened(alone):
    """Return a page with the toy, and the toy."""
    page, complaints = alone(_Toy(title="Toy", alt="Two handles."))
    yield page, page.locator(".ce-figure")
    assert complaints == []


def test_it_opens_as_python_drew_it(opened, alone):
    _, figure = opened
    python = _Toy(title="Toy", alt="Two handles.")
    quiet, _ = alone(python, java_script_enabled=False)
    assert picture(figure) == still_picture(quiet.locator(".ce-figure"), python)


def centre(handle):
    box = handle.locator(".ce-touch").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_mouse_drags_along_the_axis_and_not_across_it(opened):
    page, figure = opened
    across = figure.get_by_role("slider", name="x")
    x, y = centre(across)
    ten = figure.locator("svg").bounding_box()["width"] / 360 * (RIGHT - LEFT)  # in pixels
    page.mouse.move(x + 5, y)  # held beside its middle: it must not jump
    page.mouse.down()
    page.mouse.move(x + 5 + ten / 5, y - 50, steps=4)
    assert readout(figure) == ["x 7, y 0.5, m"]
    page.mouse.move(x + 10 * ten, y)  # far beyond the end
    assert readout(figure) == ["x 10, y 0.5, m"]
    page.mouse.up()
    page.mouse.move(x, y)
    assert readout(figure) == ["x 10, y 0.5, m"]
    assert across.get_attribute("aria-valuenow") == "10"
    assert across.get_attribute("aria-valuetext") == "10 metres"
    assert across.evaluate("e => e === document.activeElement")


def test_keys_move_it_and_the_page_stays(opened):
    page, figure = opened
    figure.get_by_role("slider", name="y").focus()
    press(page, "ArrowUp", times=3)
    assert readout(figure) == ["x 5, y 0.53, m"]
    press(page, "PageDown")
    assert readout(figure) == ["x 5, y 0.43, m"]
    press(page, "End")
    press(page, "ArrowRight")
    assert readout(figure) == ["x 5, y 1, m"]
    press(page, "Home")
    assert readout(figure) == ["x 5, y 0, m"]
    assert page.evaluate("scrollY") == 0
    press(page, "Shift+Tab")
    press(page, "ArrowLeft")
    assert readout(figure) == ["x 4.5, y 0, m"]


def test_a_finger_drags_it(alone):
    page, _ = alone(_Toy(title="Toy", alt="Two handles."), has_touch=True, width=375)
    figure = page.locator(".ce-figure")
    up = figure.get_by_role("slider", name="y")
    up.scroll_into_view_if_needed()
    x, y = centre(up)
    tell = page.context.new_cdp_session(page)

    def touch(kind, *points):
        places = [{"x": left, "y": top} for left, top in points]
        tell.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    touch("touchStart", (x, y))
    for k in range(1, 6):
        touch("touchMove", (x, y - 8 * k))
    touch("touchEnd")
    height = figure.locator("svg").bounding_box()["height"] / 280 * (BOTTOM - TOP)
    shown = float(readout(figure)[0].split("y ")[1].removesuffix(", m"))
    assert shown == pytest.approx(0.5 + 40 / height, abs=0.02)  # of 0.01, and rounded pixels


def test_readers_hear_of_the_handles_and_of_nothing_else_in_the_picture(opened):
    _, figure = opened
    tree = figure.aria_snapshot()
    assert tree.count("- slider") == 2
    assert "words" not in tree
    assert 'group "As it opens: Two handles."' in tree
    assert 'group "unit"' in tree
    assert 'radio "metres" [checked]' in tree


def test_a_choice_is_made_by_mouse_and_keys(opened):
    page, figure = opened
    figure.get_by_role("radio", name="feet").check()
    assert readout(figure) == ["x 5, y 0.5, ft"]
    press(page, "ArrowUp")
    assert readout(figure) == ["x 5, y 0.5, m"]


def test_two_of_them_choose_apart(alone):
    toy = _Toy(title="Toy", alt="Two handles.")
    page, _ = alone(toy, toy, query="?toy=unit:ft&toy-2=x:3")
    first, second = page.locator(".ce-figure").all()
    assert readout(first) == ["x 5, y 0.5, ft"]
    assert readout(second) == ["x 3, y 0.5, m"]
    second.get_by_role("radio", name="feet").check()
    assert first.get_by_role("radio", name="feet").is_checked()
