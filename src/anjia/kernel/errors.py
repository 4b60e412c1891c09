"""What an operation says when it will not, and when there is nothing there."""


class Refusal(Exception):
    """A request that is understood and not granted.

    `sentence` is shown as it is to the person who asked, in a form, an answer of the API or a log: it says
    what was refused with its amount or date, and the way out. `field` names the input at fault, if there is one.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Missing(Exception):
    """Nothing of that kind exists in this company: absent and not-yours are the same answer (HTTP 404)."""


class NoCompany(RuntimeError):
    """A query ran outside a company scope. A programming fault: it raises rather than show everybody's rows."""


class LoopTooDeep(RuntimeError):
    """Facts that cause facts went deeper than the limit: a loop in the wiring."""
