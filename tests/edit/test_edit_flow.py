"""Why: a drawing flows from left to right as neatly as down, and what is done to it follows."""

import json
from itertools import combinations, pairwise

import pytest

from designer import edit, gallery, store
from designer.edit.flowing import DOWN, HEIGHT, RIGHT, WIDTH, flow_of
from designer.model import FLOWS, MAIN, Point, Project, Wire

DRAWN = ("lenet5", "resnet18", "unet", "googlenet", "char-gpt")


def chain(*kinds: str, flow: str = "right") -> Project:
    """Layers wired in a row, one row behind the other."""
    project = Project.new("chain")
    edit.set_flow(project, flow)
    along = flow_of(project)
    names = [
        edit.add(project, kind, at=along.turned((0, i * along.row))) for i, kind in enumerate(kinds)
    ]
    for a, b in pairwise(names):
        edit.connect(project, a, b)
    return project


def places(project: Project, graph: str = MAIN) -> dict[str, Point]:
    """Where the layers are, across and along the flow."""
    flow = flow_of(project)
    return {name: flow.turned(node.at) for name, node in project.graphs[graph].nodes.items()}


def overlaps(project: Project, graph: str = MAIN) -> list[tuple[str, str]]:
    at = {name: node.at for name, node in project.graphs[graph].nodes.items()}
    return [
        (a, b)
        for a, b in combinations(at, 2)
        if abs(at[a][0] - at[b][0]) < WIDTH and abs(at[a][1] - at[b][1]) < HEIGHT
    ]


@pytest.mark.parametrize("template", DRAWN)
def test_turned_a_drawing_reads_along_the_flow_without_overlaps(template: str) -> None:
    project = gallery.create(template)
    before, down = project.state(), {name: places(project, name) for name in project.graphs}
    history = edit.History(project)
    edit.set_flow(project, "right")
    assert history.undo_label == "Flow from left to right" and history.position == 1
    for name, graph in project.graphs.items():
        at = places(project, name)
        assert not overlaps(project, name)
        for wire in graph.wires:
            leads_on = down[name][wire.target][1] > down[name][wire.source][1]
            gap = at[wire.target][1] - at[wire.source][1] - RIGHT.length
            assert gap >= RIGHT.gap or not leads_on, wire
        for a, b in combinations(at, 2):  # who stood in line stands in line
            if down[name][a][0] == down[name][b][0]:
                assert graph.frames or at[a][0] == at[b][0], (a, b)
    edit.set_flow(project, "down")
    assert not any(overlaps(project, name) for name in project.graphs)
    history.go_to(0)
    assert project.state() == before


@pytest.mark.parametrize("template", DRAWN)
def test_tidied_a_drawing_has_the_same_rows_either_way(template: str) -> None:
    project = gallery.create(template)
    edit.tidy(project)
    down = places(project)
    edit.set_flow(project, "right")
    edit.tidy(project)
    right = places(project)
    assert not overlaps(project)
    top, left = min(y for _, y in down.values()), min(y for _, y in right.values())
    rows = {name: (y - top) / DOWN.row for name, (_, y) in down.items()}
    if not project.main.frames:
        assert {name: (y - left) / RIGHT.row for name, (_, y) in right.items()} == rows


def test_points_of_wires_comments_and_frames_are_turned_along() -> None:
    project = chain("Input", "ReLU", "Tanh", "Output", flow="down")
    wire = Wire("input1", "relu1")
    edit.bend(project, wire, [(104, 64), (104 + 248, 64)])
    edit.add_comment(project, "beside", (248, 80))
    history = edit.History(project)
    edit.set_flow(project, "right")
    assert project.main.bends[wire] == ((280, 24), (280, 104))  # in line with the ports
    assert project.main.comments["comment1"].at == (352, 80)  # below relu1 now
    history.undo()
    edit.frame_around(project, ["relu1", "tanh1"])
    edit.add_frame(project, (1000, 0, 200, 100))
    edit.set_flow(project, "right")
    assert edit.carried(project.main, ["frame1"]).nodes == ("relu1", "tanh1")
    left, top, width, height = project.main.frames["frame1"].rect
    assert left < 352 < 704 + WIDTH < left + width and top < -20 and top + height < 200
    assert project.main.frames["frame2"].rect[2:] == (200, 100)


@pytest.mark.parametrize("flow", FLOWS)
def test_what_is_put_in_follows_the_flow(flow: str) -> None:
    project = chain("Input", "ReLU", "Output", flow=flow)
    row = flow_of(project).row
    name = edit.insert(project, Wire("relu1", "output1"), "Tanh")
    assert places(project) == {
        "input1": (0, 0),
        "relu1": (0, row),
        name: (0, 2 * row),
        "output1": (0, 3 * row),
    }
    block = edit.group(project, ["relu1", name])
    inside = places(project, project.main.nodes[block].type[1:])
    assert [inside[n] for n in ("input", "relu1", name, "output")] == [
        (0, row * i) for i in range(4)
    ]
    edit.set_param(project, [block], "repeat", 2)
    edit.unpack(project, block)
    along = [y for _, y in places(project).values()]
    assert len(set(along)) == len(along) == 6 and len({x for x, _ in places(project).values()}) == 1


def test_the_file_says_it_only_where_it_is_no_default() -> None:
    project = chain("Input", "Output", flow="down")
    assert '"flow"' not in store.dumps(project)
    edit.set_flow(project, "right")
    text = store.dumps(project)
    assert text.splitlines()[1] == ' "flow": "right",'
    assert store.loads(text).state() == project.state()
    with pytest.raises(ValueError, match="sideways"):
        edit.set_flow(project, "sideways")


def test_layers_and_blocks_from_a_drawing_that_flows_down_are_turned() -> None:
    down = chain("Input", "ReLU", "Tanh", "Output", flow="down")
    right = chain("Input", "Output")
    text = edit.copy(down, ["relu1", "tanh1"])
    assert "flow" not in json.loads(text)
    a, b = edit.paste(right, text, at=(0, 400))
    assert right.main.nodes[a].at == (0, 400) and right.main.nodes[b].at == (RIGHT.row, 400)
    instance = edit.group(down, ["relu1", "tanh1"])
    kind = edit.adopt(right, edit.definition_text(down, down.main.nodes[instance].type[1:]))
    assert {x for x, _ in places(right, kind[1:]).values()} == {0}
    back = edit.paste(down, edit.copy(right, [a, b]), at=(0, 800))
    assert [down.main.nodes[name].at for name in back] == [(0, 800), (0, 800 + DOWN.row)]


def test_frames_of_branches_that_flow_to_the_right_lie_apart() -> None:
    project = gallery.create("two-branch")
    groups = [["fine", "relu1"], ["coarse", "relu2", "pool2"], ["cat", "mix"]]
    held = {edit.frame_around(project, names): set(names) for names in groups}
    edit.set_flow(project, "right")
    frames = project.main.frames
    for name, names in held.items():
        assert set(edit.carried(project.main, [name]).nodes) == names
    for a, b in combinations(frames.values(), 2):
        (left, top, width, height), (x, y, w, h) = a.rect, b.rect
        assert left + width < x or x + w < left or top + height <= y or y + h <= top, (a, b)
    after = project.state()
    edit.tidy(project)
    assert project.state() == after, "tidy already"
