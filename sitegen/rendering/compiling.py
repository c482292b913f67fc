"""How templates become Python: as Jinja does it, without the detours that our own functions never need."""

from __future__ import annotations

from functools import partial
from types import GeneratorType, ModuleType
from typing import TYPE_CHECKING, Any

from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import LoopContext, Macro
from markupsafe import Markup

from sitegen.rendering import escaping
from sitegen.rendering.folding import PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping
    from types import CodeType

    from jinja2 import Environment, Undefined
    from jinja2.compiler import Frame


class Loop(LoopContext):
    """A loop over what lies there in full, so that its end is known without looking ahead."""

    def __iter__(self) -> Iterator[tuple[Any, Loop]]:  # type: ignore[override]
        for item in self._iterable:
            self.index0 += 1
            yield item, self

    def _peek_next(self) -> Any:
        raise NotImplementedError

    @property
    def last(self) -> bool:
        return self.index0 + 1 == len(self._iterable)  # type: ignore[arg-type]

    @property
    def previtem(self) -> Any:
        return self._iterable[self.index0 - 1] if self.index0 else self._undefined("there is no previous item")  # type: ignore[index]

    @property
    def nextitem(self) -> Any:
        return self._undefined("there is no next item") if self.last else self._iterable[self.index0 + 1]  # type: ignore[index]


def loop_over(iterable: Any, undefined: type[Undefined], *recursive: Any) -> LoopContext:
    """What stands behind `loop` in a template."""
    if recursive or type(iterable) not in _IN_FULL:
        return LoopContext(iterable, undefined, *recursive)
    return Loop(list(iterable) if type(iterable) is GeneratorType else iterable, undefined)


_IN_FULL = frozenset((tuple, list, GeneratorType))  # a loop with a condition has a generator that chooses


class Quick(Macro):
    """A macro that a template may call without asking how many ways there are to do so."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        special = self.caller or self.catch_kwargs or self.catch_varargs
        self._plain = bool(self._default_autoescape) and not special

    def quick(self, *arguments: Any) -> str:
        """What the macro makes of arguments without names."""
        if self._plain and len(arguments) == self._argument_count:
            return Markup(self._func(*arguments))  # noqa: S704 - what a macro shows is escaped as it is shown
        return self(*arguments)


class Prepared(Template):
    """A template whose code finds at hand what `Compiler` makes it call."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        made = super().from_code(environment, code, globals, uptodate)
        fixed = {PREFIX + name: value for name, value in getattr(environment, "fixed", {}).items()}
        made.root_render_func.__globals__.update(_AT_HAND, **fixed)
        return made


_AT_HAND = {
    "LoopContext": loop_over,
    "Macro": Quick,
    "_text": escaping.escaped_text,
    "_any": escaping.escaped,
    "_partial": partial,
}


class Compiler(CodeGenerator):
    """Calls of the vocabulary go straight to the function; attributes are read, texts escaped without a wrapper.

    A page calls some 150 functions, reads 200 attributes and shows 250 values, so each is felt on ten thousand pages.
    Templates are of the class `Prepared`. `environment.fixed` holds what has a fixed meaning (see `folding`), and
    `environment.markup` the names of those functions among them whose result is HTML.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """The attribute, where there is one; else what Jinja makes of it."""
        self.write("(_found if (_found := getattr((_holder := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(_holder, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's
        if forward_caller or node.dyn_args is not None or node.dyn_kwargs is not None:
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif self._is_plain(node, frame):
            self.visit(node.node, frame)
            self._arguments(node, frame)
        elif node.kwargs:
            super().visit_Call(node, frame)
        else:
            self._maybe_macro(node, frame)

    def _arguments(self, node: nodes.Call, frame: Frame) -> None:
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _maybe_macro(self, node: nodes.Call, frame: Frame) -> None:
        """A call that is nearly always one of a macro: it is known when it is made."""
        self.write("(_called.quick if type(_called := ")
        self.visit(node.node, frame)
        self.write(") is Macro else _partial(context.call, _called")
        if frame.loop_frame:
            self.write(", _loop_vars=_loop_vars")
        if frame.block_frame:
            self.write(", _block_vars=_block_vars")
        self.write("))")
        self._arguments(node, frame)

    def _is_plain(self, node: nodes.Call, frame: Frame) -> bool:
        """Whether a function of the environment is called by its own name, one that does not ask for the context."""
        called = node.node
        if isinstance(called, nodes.Getattr):  # a function of a module
            return isinstance(self._known(called.node), ModuleType)
        if isinstance(called, nodes.EnvironmentAttribute):
            return not hasattr(self._known(called), "jinja_pass_arg")
        name = getattr(called, "name", None)
        if name is None:
            return False
        reference = frame.symbols.find_ref(name)
        load = frame.symbols.find_load(reference) if reference else None
        known: Any = self.environment.globals.get(name)
        plain = callable(known) and not isinstance(known, type) and not hasattr(known, "jinja_pass_arg")
        return plain and load is not None and load[0] == VAR_LOAD_RESOLVE

    @property
    def _fixed(self) -> dict[str, Any]:
        return getattr(self.environment, "fixed", {})

    def _known(self, node: nodes.Node) -> Any:
        """What a name with a fixed meaning stands for."""
        return self._fixed.get(node.name) if isinstance(node, nodes.EnvironmentAttribute) else None

    def visit_EnvironmentAttribute(self, node: nodes.EnvironmentAttribute, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """A name with a fixed meaning lies in the module of the template."""
        if node.name in self._fixed:
            self.write(PREFIX + node.name)
        else:
            super().visit_EnvironmentAttribute(node, frame)

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """A block gives its text at once, so nobody need look for more."""
        asks = frame.toplevel and (self.has_known_extends or self.extends_so_far)
        if frame.buffer is None or asks or node.scoped or node.required:
            super().visit_Block(node, frame)
        else:
            context = self.get_context_ref()
            self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0]({context}))", node)

    def _is_markup(self, node: nodes.Expr) -> bool:
        """Whether what is shown is HTML of ours, which nothing need be done to."""
        return (
            isinstance(node, nodes.Call)
            and isinstance(node.node, nodes.EnvironmentAttribute)
            and node.node.name in getattr(self.environment, "markup", ())
        )

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif not self._is_markup(node):
            self.write("(_text(_shown) if type(_shown := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
        elif not self._is_markup(node):
            self.write(") is str else _any(_shown))")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A template or block gathers what it shows and gives it away at its end, not each piece through all blocks."""
        if frame.parent is not None or frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")
        frame.buffer = None
