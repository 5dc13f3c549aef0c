#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Declare all of tda.h for Python: bindings.py COMPILER INCLUDE OUT.py [LAYOUT.c]

The headers are read by the compiler's preprocessor and by pycparser; nothing about the interface is
written twice. OUT.py then holds the structs, constants, default options and prototypes for ctypes,
and LAYOUT.c is a program that prints the size of every struct and the offset of every field, to
compare them with what ctypes makes of them."""
import pathlib
import re
import subprocess
import sys
import tempfile

from pycparser import c_ast, c_parser

SYSTEM = {  # what the headers take of the system's
    'stdbool.h': '#define bool _Bool\n#define true 1\n#define false 0\n',
    'stddef.h': 'typedef unsigned long size_t;\n#define NULL 0\n',
    'stdint.h': 'typedef signed char int8_t;\ntypedef unsigned char uint8_t;\n'
                'typedef int int32_t;\ntypedef unsigned int uint32_t;\n'
                'typedef long long int64_t;\ntypedef unsigned long long uint64_t;\n',
    'limits.h': '#define INT_MAX 2147483647\n',
    'math.h': '#define INFINITY tda_infinity\n#define NAN tda_nan\n',
}
PLAIN = {'void': 'None', '_Bool': 'c_bool', 'char': 'c_char', 'int': 'c_int',
         'double': 'c_double', 'float': 'c_float', 'size_t': 'c_size_t', 'int8_t': 'c_int8',
         'uint8_t': 'c_uint8', 'int32_t': 'c_int32', 'uint32_t': 'c_uint32',
         'int64_t': 'c_int64', 'uint64_t': 'c_uint64', 'unsigned int': 'c_uint'}


def preprocess(compiler, include):
    """The text of tda.h, and after it a constant for the default of each kind of options."""
    include = pathlib.Path(include)
    macros = sorted(set(re.findall(r'#define (TDA_\w+_OPTS)_INIT\b', ''.join(
        header.read_text() for header in include.glob('tda/*.h')))))
    source = '#include <tda.h>\n' + ''.join(
        f'static const {m.lower()} {m.lower()}_init = {m}_INIT;\n' for m in macros)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in SYSTEM.items():
            pathlib.Path(folder, name).write_text(text)
        return subprocess.run(
            compiler + ['-E', '-P', '-U__GNUC__', '-nostdinc', '-I', folder, '-I', str(include),
                        '-'], input=source, check=True, capture_output=True, text=True).stdout


class Declarations:
    def __init__(self, tree):
        self.known, self.constants = set(), {}
        self.lines, self.functions, self.layout = [], [], []
        for node in tree.ext:
            if isinstance(node, c_ast.Typedef):
                self.typedef(node)
            elif isinstance(node.type, c_ast.Enum):
                self.enum(node.type)
            elif isinstance(node.type, c_ast.FuncDecl):
                self.function(node)
            elif node.name and node.name.endswith('_init'):
                self.default(node)
            else:
                raise SystemExit(f'bindings: what is {node.name} at {node.coord}?')

    # ---- values

    def value(self, node):
        """A constant expression as Python."""
        if isinstance(node, c_ast.Constant):
            return node.value.rstrip('fFlLuU') if node.type != 'char' else repr(node.value)
        if isinstance(node, c_ast.Cast):
            return self.value(node.expr)
        if isinstance(node, c_ast.UnaryOp):
            if node.op == 'sizeof':
                return f'sizeof({self.type(node.expr.type)})'
            return node.op + self.value(node.expr)
        if isinstance(node, c_ast.BinaryOp):
            return f'({self.value(node.left)} {node.op} {self.value(node.right)})'
        if isinstance(node, c_ast.ID):
            return {'tda_infinity': 'inf', 'tda_nan': 'nan'}.get(node.name, node.name)
        if isinstance(node, c_ast.InitList):
            return '(' + ', '.join(self.value(x) for x in node.exprs) + ',)'
        raise SystemExit(f'bindings: an initialiser is not understood: {node}')

    def enum(self, node):
        last = None
        for item in node.values.enumerators if node.values else ():
            if item.value:
                last = self.value(item.value)
            else:
                last = '0' if last is None else f'{self.constants[previous]} + 1'
            previous = item.name
            self.constants[item.name] = eval(last, {}, self.constants)
            self.lines.append(f'{item.name} = {self.constants[item.name]}')

    def default(self, node):
        """Pointers are NULL by default and need no value."""
        fields = [self.value(x) for x in node.init.exprs]
        name = node.type.type.names[0]
        self.lines.append(f'defaults[{name!r}] = dict(zip([f for f, _ in {name}._fields_], '
                          f'[{", ".join(fields)}]))')

    # ---- types

    def type(self, node, argument=False):
        if isinstance(node, c_ast.Typename):
            return self.type(node.type, argument)
        if isinstance(node, c_ast.TypeDecl):
            return self.type(node.type, argument)
        if isinstance(node, c_ast.IdentifierType):
            name = ' '.join(node.names)
            return PLAIN.get(name, name)
        if isinstance(node, (c_ast.Struct, c_ast.Enum)):
            return 'c_int' if isinstance(node, c_ast.Enum) else node.name
        if isinstance(node, c_ast.ArrayDecl) and not argument:
            return f'{self.type(node.type)} * {self.value(node.dim)}'
        if isinstance(node, c_ast.FuncDecl):
            arguments = [self.type(p.type, True) for p in node.args.params]
            return f'CFUNCTYPE({", ".join([self.type(node.type)] + arguments)})'
        if isinstance(node, (c_ast.PtrDecl, c_ast.ArrayDecl)):
            of = self.type(node.type)
            if of == 'None':
                return 'c_void_p'
            if of == 'c_char':
                constant = 'const' in (getattr(node.type, 'quals', None) or ())
                return 'c_char_p' if constant else 'POINTER(c_char)'
            return of if of in self.callbacks or of.startswith('CFUNCTYPE') else f'POINTER({of})'
        raise SystemExit(f'bindings: a type is not understood: {node}')

    callbacks = frozenset()

    def typedef(self, node):
        inner = node.type.type if isinstance(node.type, c_ast.TypeDecl) else None
        if isinstance(inner, c_ast.Struct):
            if node.name not in self.known:
                self.lines.append(f'class {node.name}(Structure):\n    pass')
                self.known.add(node.name)
            if inner.decls:
                fields = ', '.join(f'({d.name!r}, {self.type(d.type)})' for d in inner.decls)
                self.lines.append(f'{node.name}._fields_ = [{fields}]')
                self.layout.append((node.name, [d.name for d in inner.decls]))
        elif isinstance(inner, c_ast.Enum):
            self.lines.append(f'{node.name} = c_int')
            self.enum(inner)
        elif isinstance(node.type, c_ast.FuncDecl):
            self.lines.append(f'{node.name} = {self.type(node.type)}')
            self.callbacks |= {node.name}
        elif node.name not in PLAIN:
            self.lines.append(f'{node.name} = {self.type(node.type)}')

    def function(self, node):
        params = node.type.args.params if node.type.args else []
        arguments = [self.type(p.type, True) for p in params]
        arguments = [] if arguments == ['None'] else arguments
        self.functions.append(f'    {node.name!r}: ({self.type(node.type.type)}, '
                              f'[{", ".join(arguments)}]),')

    # ---- files

    def python(self):
        return ('"""All of tda.h for ctypes. Made by tools/bindings.py from the headers."""\n'
                '# pylint: skip-file\n'
                'from ctypes import *\nfrom math import inf, nan\nNULL = None\ndefaults = {}\n'
                + '\n'.join(self.lines) + '\n\nfunctions = {  # name: result, arguments\n'
                + '\n'.join(self.functions) + '\n}\nstructs = '
                + repr([name for name, _ in self.layout]) + '\n')

    def program(self):
        body = ''.join(f'    printf("{name} %zu\\n", sizeof({name}));\n' + ''.join(
            f'    printf("{name}.{field} %zu\\n", offsetof({name}, {field}));\n'
            for field in fields) for name, fields in self.layout)
        return ('#include <stdio.h>\n#include <tda.h>\n\nint main(void)\n{\n' + body
                + '    return 0;\n}\n')


def main(compiler, include, out, layout=None):
    tree = c_parser.CParser().parse(preprocess(compiler.split(), include))
    found = Declarations(tree)
    pathlib.Path(out).write_text(found.python())
    if layout:
        pathlib.Path(layout).write_text(found.program())


main(*sys.argv[1:])
