"""Who would be called alike keeps the whole name."""

from anjia.interfaces.shared.calling import told_apart


def test_two_of_the_same_given_name_keep_their_family_names() -> None:
    names = {1: "余小琴", 2: "田小琴", 3: "赵秀英"}
    assert told_apart(names, lambda name: name[1:]) == {1: "余小琴", 2: "田小琴", 3: "秀英"}
