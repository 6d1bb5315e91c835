"""Where the expressions of a letter template run: few kinds of them, nothing called, all counted.

A template comes from outside. What is not on the lists here is refused before anything runs, and
what runs has a budget: a small text must not fill the memory or keep the server busy.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from jinja2 import StrictUndefined, Undefined, nodes, pass_eval_context
from jinja2.filters import do_join
from jinja2.sandbox import SandboxedEnvironment

from directives.letters.faults import TemplateFault

FILTERS: Final = ("length", "upper", "lower", "join", "default", "trim", "first", "last")
_TESTS: Final = ("defined", "undefined", "none")
_COUNTED: Final = "counted rounds"  # no name that a template can write
_MOST_LOOPS_DEEP: Final = 2
_LONGEST_TEXT: Final = 100
_FILTER_STEPS, _WRITING_STEPS = 20, 10
_MOST_SOURCE: Final = 3_000_000
_MOST_STEPS: Final = 300_000
_MOST_OUTPUT: Final = 12_000_000
_STATEMENTS: Final = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For)
_EXPRESSIONS: Final = (
    *(nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.Filter, nodes.Test),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.CondExpr),
)
_PLACES: Final = (nodes.Name, nodes.Getattr, nodes.Getitem)
_WRITTEN: Final[dict[type[nodes.Node], str]] = {
    nodes.Call: "( )",
    nodes.Concat: "~",
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.Macro: "macro",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.Extends: "extends",
    nodes.Slice: "[:]",
}


class Sandbox(SandboxedEnvironment):
    """Names, their parts, loops over lists and conditions, for one letter."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.filters |= {"join": _join, _COUNTED: self._counted}
        self.tests = {name: self.tests[name] for name in _TESTS}
        self._source, self._steps, self._output = _MOST_SOURCE, _MOST_STEPS, _MOST_OUTPUT

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Every way into jinja leads through here. Raises TemplateFault."""
        self._source -= len(source)
        if self._source < 0:
            raise TemplateFault("too-much")
        tree = super()._parse(source, name, filename)
        try:
            _check(tree, 0)
        except RecursionError as error:
            raise TemplateFault("too-much") from error
        self._spend(_WRITING_STEPS * _weight(tree))
        for loop in list(tree.find_all(nodes.For)):
            weight = nodes.Const(_weight(loop))
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [weight], [], None, None)
        tree.set_environment(self)
        return tree

    def _spend(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise TemplateFault("too-much")

    def _counted(self, many: Any, weight: int) -> Any:
        """The list of a loop, when the budget has room for all its rounds."""
        if isinstance(many, Undefined):
            return many
        if not isinstance(many, list):
            raise TemplateFault("not-allowed", "for")
        self._spend(len(many) * weight)
        return many

    def concat(self, pieces: Iterable[str]) -> str:
        """All that a template gives, when the budget has room for it."""
        return "".join(self._measured(pieces))

    def _measured(self, pieces: Iterable[str]) -> Iterator[str]:
        for piece in pieces:
            self._output -= len(piece)
            if self._output < 0:
                raise TemplateFault("too-much")
            yield piece

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Values only: what could be called is not there."""
        return not callable(value) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing is."""
        return False

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """A part that is not for templates is one that is not there."""
        return self.undefined(obj=obj, name=attribute)


@pass_eval_context
def _join(context: nodes.EvalContext, many: Any, between: str = "") -> str:
    """Jinja's own for lists; a text would be taken apart and lengthened."""
    if not isinstance(many, list | Undefined):
        raise TemplateFault("not-allowed", "join")
    return str(do_join(context, many, between))


def _weight(tree: nodes.Node) -> int:
    """What one round costs: a filter goes over a whole list."""
    return sum(
        _FILTER_STEPS if isinstance(node, nodes.Filter) else 1 for node in tree.find_all(nodes.Node)
    )


def _check(node: nodes.Node, loops: int) -> None:
    """Refuse each node that is not on the lists. Raises TemplateFault."""
    if not isinstance(node, (*_STATEMENTS, *_EXPRESSIONS)):
        raise TemplateFault("not-allowed", _written(node))
    if isinstance(node, nodes.For):
        loops += 1
        _check_loop(node, loops)
    elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise TemplateFault("not-allowed", node.attr)
    elif isinstance(node, nodes.Const):
        _check_text(node.value)
    elif isinstance(node, nodes.Filter):
        _check_filter(node)
    elif isinstance(node, nodes.Test):
        _known(node.name, _TESTS)
    for child in node.iter_child_nodes():
        _check(child, loops)


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.BinExpr):
        return getattr(node, "operator", None) or _WRITTEN.get(type(node), type(node).__name__)
    return _WRITTEN.get(type(node), type(node).__name__.lower())


def _known(name: str, allowed: Sequence[str]) -> None:
    if name not in allowed:
        raise TemplateFault("not-allowed", name)


def _check_text(value: Any) -> None:
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        raise TemplateFault("not-allowed", value[:20])


def _check_loop(loop: nodes.For, depth: int) -> None:
    """A plain loop over a list that is there, at most inside one other."""
    plain = isinstance(loop.target, nodes.Name) and isinstance(loop.iter, _PLACES)
    if depth > _MOST_LOOPS_DEEP or loop.recursive or not plain:
        raise TemplateFault("not-allowed", "for")


def _check_filter(node: nodes.Filter) -> None:
    """A filter of the list; one that lengthens a text is not heaped on another."""
    _known(node.name, FILTERS)
    fixed = all(isinstance(argument, nodes.Const) for argument in node.args)
    named = bool(node.kwargs or node.dyn_args or node.dyn_kwargs)
    heaped = node.name == "join" and not isinstance(node.node, _PLACES)
    if not fixed or named or heaped or node.node is None:
        raise TemplateFault("not-allowed", node.name)
