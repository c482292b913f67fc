"""What a template says the same on every page of a site, worked out when it is compiled."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

PREFIX = "fixed_"
_PLAIN = (str, bool, int, float, type(None))
_BINDING = (nodes.Block, nodes.Assign, nodes.AssignBlock, nodes.Macro, nodes.Import, nodes.FromImport, nodes.Extends)
# A template that another one includes, and a scoped block, may be given names by whoever asks for it.
_GIVEN_NAMES = re.compile(r"{%[-+]?\s*include\b|\bwith\s+context\b|\bscoped\b")
_INHERITS = re.compile(r"{%[-+]?\s*(?:extends|block)\b")
_BINDS = re.compile(
    r"{%[-+]?\s*(?:set\s+([^=|%]+)|macro\s+(\w+)|import\s[^%]*?\bas\s+(\w+)|from\s[^%]*?\bimport\s+([^%]+))", re.DOTALL
)


def fixed_names(templates: Mapping[str, str], names: Iterable[str]) -> frozenset[str]:
    """Those of the environment's names that mean the same in every template: no page gives one a meaning of its own."""
    if any(_GIVEN_NAMES.search(text) for text in templates.values()):
        return frozenset()
    pages = (text for text in templates.values() if _INHERITS.search(text))
    bound = {word for text in pages for found in _BINDS.findall(text) for word in re.findall(r"\w+", " ".join(found))}
    return frozenset(names) - bound


def folded(
    tree: nodes.Template, fixed: Mapping[str, Any], steady: frozenset[str], gettext: Callable[[str], str]
) -> nodes.Template:
    """The template with fixed values in place of their names, and every `_("message")` replaced by its translation.

    Other fixed names become attributes of the environment, which `compiling` reads without looking for them in the
    context. `steady` functions give the same for the same arguments on every page, so they are called here.
    """
    stored = set(_stored(tree))
    free = {name: value for name, value in fixed.items() if name not in stored}
    result: nodes.Template = _Folding(free, steady, gettext).visit(tree)
    return result


def _stored(tree: nodes.Template) -> Iterator[str]:
    """All names to which the template gives a meaning somewhere."""
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.Macro) or (isinstance(node, nodes.Name) and node.ctx != "load"):
            yield node.name


class _Folding(NodeTransformer):
    def __init__(self, fixed: Mapping[str, Any], steady: frozenset[str], gettext: Callable[[str], str]) -> None:
        self._fixed = fixed
        self._steady = steady
        self._gettext = gettext

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802 - Jinja's
        if node.ctx != "load" or node.name not in self._fixed:
            return node
        value = self._fixed[node.name]
        if isinstance(value, _PLAIN):
            return nodes.Const(value, lineno=node.lineno)
        return nodes.EnvironmentAttribute(node.name, lineno=node.lineno)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - Jinja's
        self.generic_visit(node)
        if isinstance(node.node, nodes.EnvironmentAttribute) and node.node.name in self._steady:
            value = getattr(self._fixed[node.node.name], node.attr, self)
            if isinstance(value, _PLAIN):
                return nodes.Const(value, lineno=node.lineno)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's
        self.generic_visit(node)
        values = [each.value for each in node.args if isinstance(each, nodes.Const)]
        if node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None or len(values) != len(node.args):
            return node
        called = node.node
        if isinstance(called, nodes.EnvironmentAttribute) and called.name in self._steady:
            with suppress(Exception):  # a fault is told by the page that makes it
                return nodes.Const(self._fixed[called.name](*values), lineno=node.lineno)
        if isinstance(called, nodes.Name) and called.name == "_" and len(values) == 1:
            return nodes.Const(self._gettext(values[0]), lineno=node.lineno)
        return node

    def visit_If(self, node: nodes.If) -> nodes.Node | list[nodes.Node]:  # noqa: N802 - Jinja's
        """Of a choice that is made already, what was chosen; one that would bind a name elsewhere stays."""
        self.generic_visit(node)
        if not isinstance(node.test, nodes.Const) or node.elif_:
            return node
        taken, left = (node.body, node.else_) if node.test.value else (node.else_, node.body)
        return node if any(_binds(each) for each in left) else taken


def _binds(node: nodes.Node) -> bool:
    return isinstance(node, _BINDING) or any(isinstance(each, _BINDING) for each in node.find_all(nodes.Node))
