"""Why: frames carry what lies in them and comments are written where they stand, by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from designer import edit, gallery
from designer.edit.flowing import DOWN
from designer.edit.framing import TITLE
from designer.model import FLOWS, FRAME_COLORS, Project
from designer.ui import theme
from designer.ui.canvas import Minimap, menus, remarks, tips
from designer.ui.canvas.frame_titles import LEAST_ROOM, SIZES, _fitting, _places
from designer.ui.canvas.picture import save_picture
from designer.ui.canvas.remark_items import TITLE_LEFT, FrameItem, free_span
from designer.ui.picture_look import Look
from tests.ui.canvas.hands import ALT, CONTROL, SHIFT, Hands

Open = Callable[..., Hands]


def chain(*kinds: str) -> Project:
    project = Project.new("chain")
    above = ""
    for row, kind in enumerate(kinds):
        name = edit.add(project, kind, at=(0, 120 * row))
        if above:
            edit.connect(project, above, name)
        above = name
    return project


def framed() -> Project:
    """input1 → relu1 → tanh1 → output1, with a frame around the middle and a comment in it."""
    project = chain("Input", "ReLU", "Tanh", "Output")
    edit.frame_around(project, ["relu1", "tanh1"], "Middle")
    edit.add_comment(project, "why\ntwo?", at=(120, 176))
    return project


def title(hands: Hands, name: str = "frame1") -> QPointF:
    """A place in the title of a frame."""
    return hands.view.canvas.remarks[name].area.topLeft() + QPointF(16, TITLE / 2)


def places(hands: Hands) -> dict[str, tuple[float, float]]:
    drawing = hands.project.main
    return {name: item.at for name, item in {**drawing.nodes, **drawing.remarks}.items()}


def test_a_frame_around_the_selection_asks_for_its_title(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    hands.click(hands.body("input1"))
    hands.click(hands.body("relu1"), SHIFT)
    remarks.frame(hands.view)
    hands.type("Stem of it")
    hands.enter()
    assert hands.project.main.frames["frame1"].title == "Stem of it"
    assert hands.document.selected_remarks == ("frame1",) and not hands.document.selection
    assert edit.carried(hands.project.main, ["frame1"]).nodes == ("input1", "relu1")
    assert QApplication.focusWidget() is hands.view


@pytest.mark.hands(17)
def test_a_frame_is_dragged_by_its_title_with_all_that_lies_in_it(canvas: Open) -> None:
    hands = canvas(framed())
    before = places(hands)
    hands.drag(title(hands), title(hands) + QPointF(83, 41))
    moved = {"relu1", "tanh1", "frame1", "comment1"}
    for name, (x, y) in places(hands).items():
        by = (80, 40) if name in moved else (0, 0)
        assert (x, y) == (before[name][0] + by[0], before[name][1] + by[1]), name
    item = hands.view.canvas.remarks["frame1"]
    assert item.area.topLeft() == QPointF(*places(hands)["frame1"])
    assert hands.document.history.undo_label == "Move frame"
    hands.document.undo()
    assert places(hands) == before
    assert hands.view.canvas.remarks["frame1"].area.topLeft() == QPointF(*before["frame1"])


def test_alt_drags_off_the_grid(canvas: Open) -> None:
    hands = canvas(framed())
    x, y = places(hands)["relu1"]
    hands.drag(title(hands), title(hands) + QPointF(5, 3), keys=ALT)
    assert places(hands)["relu1"] == (x + 5, y + 3)


def test_the_inside_of_a_frame_is_canvas(canvas: Open) -> None:
    hands = canvas(framed())
    before = places(hands)
    inside = hands.view.canvas.remarks["frame1"].area.topLeft() + QPointF(10, 120)
    hands.drag(inside, hands.body("tanh1") + QPointF(-60, 0))
    assert places(hands) == before and hands.document.selection == ("tanh1",)


def test_a_box_selects_a_frame_that_lies_in_it(canvas: Open) -> None:
    hands = canvas(framed())
    area = hands.view.canvas.remarks["frame1"].area.adjusted(-20, -12, 20, 12)
    hands.drag(area.topLeft(), area.bottomRight())
    assert hands.document.selected_remarks == ("frame1", "comment1")
    assert hands.document.selection == ("relu1", "tanh1")
    hands.drag(hands.body("relu1"), hands.body("relu1") + QPointF(160, 0))
    assert places(hands)["frame1"][0] == pytest.approx(-16 + 160)
    assert places(hands)["tanh1"][0] == 160 and places(hands)["input1"][0] == 0
    hands.click(hands.body("input1"))
    assert hands.document.selected_remarks == ()


@pytest.mark.hands(17)
@pytest.mark.parametrize(
    ("corner", "pull", "expected"),
    [
        ("right", (47, 0), (0, 0, 48, 0)),
        ("left", (-47, 0), (-48, 0, 48, 0)),
        ("foot", (0, 50), (0, 0, 0, 48)),
        ("low right", (80, 40), (0, 0, 80, 40)),
        ("right", (-2000, 0), (0, 0, 64 - 256, 0)),
    ],
)
def test_a_frame_is_resized_by_its_borders(
    canvas: Open, corner: str, pull: tuple[int, int], expected: tuple[int, ...]
) -> None:
    project = framed()
    edit.set_frame(project, "frame1", rect=(-24, 88, 256, 224))
    hands = canvas(project)
    area = hands.view.canvas.remarks["frame1"].area
    ends = {
        "right": QPointF(area.right(), area.bottom() - 20),
        "left": QPointF(area.left(), area.center().y()),
        "foot": QPointF(area.left() + 40, area.bottom()),
        "low right": area.bottomRight(),
    }
    hands.drag(ends[corner], ends[corner] + QPointF(*pull))
    left, top, width, height = project.main.frames["frame1"].rect
    assert (left + 24, top - 88, width - 256, height - 224) == expected
    assert hands.document.history.undo_label == "Resize frame"
    assert hands.view.canvas.remarks["frame1"].area == QRectF(left, top, width, height)


def test_a_double_click_renames_and_escape_leaves_the_title(canvas: Open) -> None:
    hands = canvas(framed())
    hands.double_click(title(hands))
    hands.type("Encoder")
    hands.enter()
    assert hands.project.main.frames["frame1"].title == "Encoder"
    hands.double_click(title(hands))
    hands.type("Decoder")
    hands.escape_in_field()
    assert hands.project.main.frames["frame1"].title == "Encoder"
    hands.document.undo()
    assert hands.project.main.frames["frame1"].title == "Middle"


@pytest.mark.parametrize("gesture", ["move", "resize", "box"])
def test_escape_cancels_without_a_trace(canvas: Open, gesture: str) -> None:
    hands = canvas(framed())
    before = hands.project.state()
    area = hands.view.canvas.remarks["frame1"].area
    start = {
        "move": title(hands),
        "resize": QPointF(area.right(), area.center().y()),
        "box": area.topLeft() - QPointF(20, 12),
    }[gesture]
    hands.hold(start, start + QPointF(90, 60))
    hands.key(Qt.Key.Key_Escape)
    hands.release(start + QPointF(90, 60))
    assert hands.project.state() == before and not hands.document.history.can_undo
    assert hands.view.canvas.remarks["frame1"].area == area
    for name, node in hands.project.main.nodes.items():
        assert hands.view.canvas.nodes[name].pos() == QPointF(*node.at)


def test_del_takes_the_frame_and_leaves_the_layers(canvas: Open) -> None:
    hands = canvas(framed())
    hands.click(title(hands))
    hands.key(Qt.Key.Key_Delete)
    assert not hands.project.main.frames and len(hands.project.main.nodes) == 4
    assert "frame1" not in hands.view.canvas.remarks
    hands.document.undo()
    assert "frame1" in hands.view.canvas.remarks


def test_a_frame_is_copied_with_what_lies_in_it(canvas: Open) -> None:
    hands = canvas(framed())
    hands.click(title(hands))
    hands.key(Qt.Key.Key_C, CONTROL)
    hands.move_to(hands.seen(QPointF(500, 100)), Qt.MouseButton.NoButton)
    hands.key(Qt.Key.Key_V, CONTROL)
    assert hands.document.selection == ("relu2", "tanh2")
    assert hands.document.selected_remarks == ("frame2", "comment2")
    assert edit.carried(hands.project.main, ["frame2"]).nodes == ("relu2", "tanh2")
    hands.key(Qt.Key.Key_X, CONTROL)
    assert set(hands.project.main.remarks) == {"frame1", "comment1"}
    assert set(hands.project.main.nodes) == {"input1", "relu1", "tanh1", "output1"}


def test_arrows_move_a_frame_and_are_one_undo(canvas: Open) -> None:
    hands = canvas(framed())
    before = places(hands)
    hands.click(title(hands))
    for _ in range(3):
        hands.key(Qt.Key.Key_Right)
    hands.key(Qt.Key.Key_Down, SHIFT)
    for name in ("frame1", "relu1", "comment1"):
        assert places(hands)[name] == (before[name][0] + 24, before[name][1] + 40)
    hands.document.undo()
    assert places(hands) == before


def test_the_menu_of_a_frame_colors_and_removes_it(canvas: Open) -> None:
    hands = canvas(framed())
    menu = menus.make(hands.view, title(hands))
    colors = next(action.menu() for action in menu.actions() if action.menu() is not None)
    assert isinstance(colors, QMenu) and len(colors.actions()) == len(FRAME_COLORS)
    assert [action.isChecked() for action in colors.actions()] == [True] + [False] * 5
    colors.actions()[1].trigger()
    assert hands.project.main.frames["frame1"].color == "blue"
    next(action for action in menu.actions() if action.text() == "Remove frame").trigger()
    assert not hands.project.main.frames
    menu.deleteLater()


def test_a_comment_is_added_from_the_list_and_written_in_place(canvas: Open) -> None:
    hands = canvas(chain("Input"))
    hands.double_click(QPointF(300, 200))
    hands.type("comm")
    hands.enter()
    hands.type("first line")
    hands.enter()
    hands.type("second")
    hands.click(QPointF(-200, -100))
    comment = hands.project.main.comments["comment1"]
    assert comment.text == "first line\nsecond" and comment.at == (304, 200)
    assert hands.document.history.undo_label == "Add comment"
    hands.double_click(QPointF(320, 210))
    hands.type("other words")
    hands.key_in_field(Qt.Key.Key_Return, CONTROL)
    assert hands.project.main.comments["comment1"].text == "other words"
    hands.double_click(QPointF(320, 210))
    hands.key_in_field(Qt.Key.Key_Backspace)
    hands.key_in_field(Qt.Key.Key_Return, CONTROL)
    assert not hands.project.main.comments


def test_a_comment_that_stays_empty_is_none(canvas: Open) -> None:
    hands = canvas(chain("Input"))
    menu = menus.make(hands.view, QPointF(300, 200))
    next(action for action in menu.actions() if action.text() == "Add comment…").trigger()
    hands.escape_in_field()
    assert not hands.project.main.comments and not hands.document.history.can_undo
    menu.deleteLater()


def test_no_comment_is_offered_where_a_layer_is_wanted(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU"))
    hands.drag(hands.output("relu1"), hands.output("relu1") + QPointF(200, 60))
    hands.type("comment")
    assert hands.view.adder.isVisible() and hands.view.adder.list.count() == 0


def test_a_comment_is_moved_and_made_wider(canvas: Open) -> None:
    project = chain("Input")
    edit.add_comment(
        project, "a few words that take more than one line here", at=(304, 96), width=96
    )
    hands = canvas(project)
    item = hands.view.canvas.remarks["comment1"]
    tall = item.area.height()
    hands.drag(item.area.center(), item.area.center() + QPointF(16, 80))
    assert project.main.comments["comment1"].at == (320, 176)
    area = hands.view.canvas.remarks["comment1"].sceneBoundingRect()
    end = QPointF(area.right() - 1, area.center().y())
    hands.drag(end, end + QPointF(200, 0))
    assert project.main.comments["comment1"].width == 296
    assert hands.view.canvas.remarks["comment1"].area.height() < tall


@pytest.mark.parametrize("zoom", [1.0, 0.4, 0.2, 0.08])
def test_titles_are_written_at_every_zoom(canvas: Open, zoom: float) -> None:
    """The same drawing without the title looks another way where the title can be read."""
    pictures = []
    for words in ("Middle", ""):
        project = framed()
        edit.set_frame(project, "frame1", title=words)
        hands = canvas(project)
        hands.view.set_zoom(zoom)
        hands.view.centerOn(100, 200)
        pictures.append(hands.view.grab().toImage())
    assert pictures[0] != pictures[1]


def test_frames_are_on_the_minimap_and_in_the_picture(canvas: Open, tmp_path: Path) -> None:
    project = framed()
    edit.set_frame(project, "frame1", color="red", rect=(-300, 80, 900, 260))
    hands = canvas(project)
    minimap = Minimap(hands.view)
    with_frame = minimap.grab().toImage()
    save_picture(project, tmp_path / "with.png")
    save_picture(project, tmp_path / "with.svg")
    assert ">Middle<" in (tmp_path / "with.svg").read_text()
    assert ">why<" in (tmp_path / "with.svg").read_text()
    save_picture(project, tmp_path / "paper.svg", Look(style="paper"))
    assert ">Middle<" in (tmp_path / "paper.svg").read_text()
    edit.remove(project, [], remarks=["frame1"])
    minimap._forget()
    assert with_frame != minimap.grab().toImage()
    image = QImage(str(tmp_path / "with.png"))
    assert image.width() > 900 * 2
    red = [
        QColor(image.pixelColor(x, image.height() // 2)).red()
        - image.pixelColor(x, image.height() // 2).green()
        for x in range(0, image.width(), 7)
    ]
    assert max(red) > 10


def test_one_item_a_frame_and_large_ones_lie_below(canvas: Open) -> None:
    project = framed()
    edit.frame_around(project, ["input1", "output1"], remarks=["frame1"])
    hands = canvas(project)
    frames = [item for item in hands.view.canvas.items() if isinstance(item, FrameItem)]
    assert [item.remark.name for item in frames] == ["frame1", "frame2"]
    assert all(not item.childItems() for item in frames)
    lowest = min(item.zValue() for item in hands.view.canvas.wires.values())
    assert all(item.zValue() < lowest for item in hands.view.canvas.remarks.values())
    hands.click(title(hands, "frame2"))
    assert hands.document.selected_remarks == ("frame2",)


def test_frames_of_a_block_are_shown_when_it_is_open(canvas: Open) -> None:
    project = framed()
    edit.group(project, ["relu1", "tanh1"], "Middle")
    hands = canvas(project)
    assert not hands.view.canvas.remarks
    hands.document.open_graph("Middle")
    assert set(hands.view.canvas.remarks) == {"frame1", "comment1"}
    hands.drag(title(hands), title(hands) + QPointF(80, 0))
    assert edit.carried(project.graphs["Middle"], ["frame1"]).nodes == ("relu1", "tanh1")
    hands.document.open_graph("main")
    assert not hands.view.canvas.remarks


@pytest.mark.parametrize("template", ["lenet5", "two-branch", "unet", "resnet18"])
@pytest.mark.parametrize("flow", FLOWS)
def test_a_title_stands_upon_no_shape(canvas: Open, template: str, flow: str) -> None:
    project = gallery.create(template)
    edit.set_flow(project, flow)
    for wire in project.main.ordered_wires():
        name = edit.frame_around(project, [wire.target])
        edit.set_frame(project, name, title="The layers that do it")
    hands = canvas(project)
    scene, zoom, apart = hands.view.canvas, hands.view.zoom, 0
    for frame in scene.frames:
        left, right = frame.title_span(zoom)
        text = QRectF(frame.area.left() + left, frame.area.top() + 6, right - left, 16)
        for item in scene.nodes.values():
            for label in item.labels():
                assert not text.intersects(label.area(item.paints).translated(item.pos()))
        apart += right - left < frame.area.width() - 2 * TITLE_LEFT
        assert right - left > 40
    assert apart or flow == "right", "some had to give way"
    frame = scene.frames[0]
    assert tips.text(hands.view, frame.area.topLeft() + QPointF(16, 16)) == "The layers that do it"


def test_the_free_part_of_a_strip() -> None:
    whole = (10.0, 200.0)
    table = {
        ((), 80.0): whole,
        (((100.0, 150.0),), 80.0): (10.0, 100.0),
        (((0.0, 60.0),), 80.0): (60.0, 200.0),
        (((20.0, 60.0), (90.0, 120.0)), 50.0): (120.0, 200.0),
        (((80.0, 120.0),), 300.0): (120.0, 200.0),  # the longest, where none is long enough
        (((0.0, 180.0), (190.0, 300.0)), 80.0): whole,  # hardly a letter has room
    }
    for (taken, needed), span in table.items():
        assert free_span(whole, taken, needed, 40.0) == span, taken


def test_a_title_is_written_smaller_before_it_is_cut(qtbot: QtBot) -> None:
    fonts = [theme.current().font(size, bold=True) for size in SIZES]
    needed = [QFontMetricsF(font).horizontalAdvance("Small windows") + 9 for font in fonts]
    for width in range(20, 160):
        box = QRectF(0, 0, width, 100)
        font = _fitting(fonts, "Small windows", width)
        *_, within = _places(box, "Small windows", font, 0.36, DOWN)
        largest = next((f for f, room in zip(fonts, needed, strict=True) if room <= width), None)
        assert font == (largest or fonts[0])
        assert within.width() <= width if largest or width >= LEAST_ROOM else within.left() > width
