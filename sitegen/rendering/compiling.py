"""How templates become Python: as Jinja does it, without the detours that our own functions never need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import LoopContext

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
        for self.index0, item in enumerate(self._iterable):
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
    plain = not recursive and type(iterable) in (tuple, list)
    return Loop(iterable, undefined) if plain else LoopContext(iterable, undefined, *recursive)


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
        at_hand = {"LoopContext": loop_over, "_text": escaping.escaped_text, "_any": escaping.escaped}
        made.root_render_func.__globals__.update(at_hand, **fixed)
        return made


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
        if forward_caller or not self._is_plain(node, frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for keyword in node.kwargs:
            self.visit(keyword, frame)
            self.write(", ")
        self.write(")")

    def _is_plain(self, node: nodes.Call, frame: Frame) -> bool:
        """Whether a function of the environment is called by its own name, one that does not ask for the context."""
        name = getattr(node.node, "name", None)
        if name is None or node.dyn_args is not None or node.dyn_kwargs is not None:
            return False
        if isinstance(node.node, nodes.EnvironmentAttribute):
            return not hasattr(self._fixed[name], "jinja_pass_arg")
        reference = frame.symbols.find_ref(name)
        load = frame.symbols.find_load(reference) if reference else None
        known: Any = self.environment.globals.get(name)
        plain = callable(known) and not isinstance(known, type) and not hasattr(known, "jinja_pass_arg")
        return plain and load is not None and load[0] == VAR_LOAD_RESOLVE

    @property
    def _fixed(self) -> dict[str, Any]:
        return getattr(self.environment, "fixed", {})

    def visit_EnvironmentAttribute(self, node: nodes.EnvironmentAttribute, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """A name with a fixed meaning lies in the module of the template."""
        if node.name in self._fixed:
            self.write(PREFIX + node.name)
        else:
            super().visit_EnvironmentAttribute(node, frame)

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """A block gives its text at once, so nobody need look for more."""
        if frame.buffer is None or frame.toplevel and (self.has_known_extends or self.extends_so_far):
            super().visit_Block(node, frame)
        elif node.scoped or node.required:
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
