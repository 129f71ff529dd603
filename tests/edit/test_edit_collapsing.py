"""Why: a layer drawn small is the same layer: only the drawing gets shorter."""

import json
from itertools import pairwise

from designer import check, edit, gallery, store
from designer.edit.collapsing import rect_of_layer
from designer.model import Project


def chain() -> Project:
    project = Project.new("chain")
    kinds = ("Input", "Conv2d", "BatchNorm2d", "ReLU", "Output")
    names = [edit.add(project, kind, at=(0, 80.0 * i)) for i, kind in enumerate(kinds)]
    for source, target in pairwise(names):
        edit.connect(project, source, target)
    return project


def test_one_key_makes_small_and_whole_and_each_is_a_step() -> None:
    project = chain()
    history, before = edit.History(project), project.state()
    edit.collapse(project, ["relu1"])
    assert history.undo_label == "Collapse relu1"
    edit.collapse(project, ["norm1", "relu1"])
    assert project.main.nodes["norm1"].collapsed and project.main.nodes["relu1"].collapsed
    edit.collapse(project, ["norm1", "relu1"])
    assert not project.main.nodes["norm1"].collapsed and history.undo_label == "Expand 2 layers"
    for _ in range(3):
        history.undo()
    assert project.state() == before and not history.can_undo


def test_the_file_has_it_only_where_it_is_set() -> None:
    project = chain()
    assert "collapsed" not in store.dumps(project)
    edit.collapse(project, ["relu1"])
    text = store.dumps(project)
    assert text.count('"collapsed": true') == 1
    assert store.loads(text).state() == project.state()
    assert json.loads(text)["graphs"]["main"]["nodes"]["relu1"]["collapsed"] is True


def test_it_stays_through_copies_renames_and_other_types_and_out_of_blocks() -> None:
    project = chain()
    edit.collapse(project, ["norm1", "relu1"])
    (pasted,) = edit.paste(project, edit.copy(project, ["relu1"]))
    assert project.main.nodes[pasted].collapsed
    edit.rename(project, "relu1", "act")
    assert project.main.nodes[edit.replace(project, "act", "Tanh")].collapsed
    block = edit.group(project, ["conv1", "norm1"])
    assert not project.main.nodes[block].collapsed
    edit.unpack(project, block)
    assert project.main.nodes["norm1"].collapsed and not project.main.nodes["conv1"].collapsed


def test_the_network_is_the_same() -> None:
    project = gallery.create("lenet5")
    project.data = type(project.data)()
    report = check.run(project)
    edit.collapse(project, project.main.nodes)
    again = check.run(project)
    assert (report.outputs, report.problems) == (again.outputs, again.problems)


def test_tidy_saves_room_only_below_rows_that_are_all_small() -> None:
    project = chain()
    edit.add(project, "Tanh", "beside", at=(300, 160))
    edit.connect(project, "conv1", "beside")
    edit.collapse(project, ["norm1", "relu1"])
    edit.tidy(project)
    y = {name: node.at[1] for name, node in project.main.nodes.items()}
    assert y["norm1"] == y["beside"] and y["relu1"] - y["norm1"] == 80 - 12
    assert y["output1"] - y["relu1"] == 80 - 12, "32 are free on both sides of what is seen"
    again = project.state()
    edit.tidy(project)
    assert project.state() == again
    rects = [rect_of_layer(node) for node in project.main.nodes.values()]
    for i, (x, top, width, height) in enumerate(rects):
        for other_x, other_top, other_width, other_height in rects[:i]:
            apart = abs(x - other_x) >= min(width, other_width)
            assert apart or abs(top - other_top) >= min(height, other_height)


def test_what_is_seen_stands_in_line() -> None:
    for side, edge in (("left", 0), ("right", 1), ("top", 2), ("bottom", 3)):
        project = chain()
        edit.move(project, {"relu1": (40, 300)})
        edit.collapse(project, ["relu1"])
        edit.align(project, ["conv1", "relu1"], side)
        edges = []
        for name in ("conv1", "relu1"):
            x, y, width, height = rect_of_layer(project.main.nodes[name])
            edges.append((x, x + width, y, y + height)[edge])
        assert edges[0] == edges[1], side
