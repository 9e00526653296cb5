"""Colours of the sketch map, by day and by night."""

# g ground and terraces, i o e mountains (within, beyond, foothills), s shade, r ridge strokes,
# w y water, c t u roads and rails, l wall, q z trees, x fields, p poles, v panes, h glow at night.
SHAPES = """
*{stroke-linejoin:round;stroke-linecap:round}
.g0{fill:var(--out)}.g1{fill:none;stroke:var(--in);opacity:.22}.g2{fill:var(--in)}
.i1{stop-color:var(--i1);fill:url(#i1)}.i2{stop-color:var(--i2);fill:url(#i2)}
.i3{stop-color:var(--i3);fill:url(#i3)}.o1{stop-color:var(--o1);fill:url(#o1)}
.o2{stop-color:var(--o2);fill:url(#o2)}.e1{stop-color:var(--e1);fill:url(#e1)}
.e2{stop-color:var(--e2);fill:url(#e2)}
.i1,.i2,.i3,.e1{stroke:url(#n);stroke-width:1.2}.o1,.o2,.e2{stroke:url(#m);stroke-width:1}
.i0,.e0{stop-color:var(--in);stop-opacity:0}.o0{stop-color:var(--out);stop-opacity:0}
.n{stop-color:var(--ridge)}.n0{stop-color:var(--ridge);stop-opacity:0}
.m{stop-color:var(--ridge);stop-opacity:.4}stop.s{stop-opacity:.42}
.s{fill:url(#s);stroke:none;stop-color:var(--shade)}.o1 .s,.o2 .s,.e1 .s,.e2 .s{opacity:.4}
.r{fill:none;stroke:var(--ridge);stroke-width:.9;opacity:.55}.o1 .r,.o2 .r{opacity:.25}
.g{fill:none;stroke:var(--shade);stroke-width:1.1;opacity:.5}
.w{fill:var(--water)}
.y{fill:none;stroke:var(--water);stroke-width:1.3;stroke-dasharray:9 4 3 4}
.c{fill:none}.c1{stroke:var(--ink);stroke-width:5.6}.c2{stroke:var(--road);stroke-width:3.2}
.c3{stroke:var(--lane);stroke-width:3.2}
.t{fill:none;stroke:var(--rail);stroke-width:1.3}
.u{fill:none;stroke:var(--rail);stroke-width:5;stroke-dasharray:1.1 4.4;stroke-linecap:butt}
.l{fill:none;stroke-linecap:butt;stroke-dasharray:62 3 44 6 81 4 30 9}
.l1{stroke:var(--wall);stroke-width:9;stroke-dasharray:.9 3.6;transform:translateY(4px)}
.l2{stroke:var(--ink);stroke-width:5.4}.l3{stroke:var(--wall);stroke-width:3.6}
.l4{stroke:var(--walltop);stroke-width:1.5;transform:translateY(-.9px)}
.q1{fill:var(--pine)}.q2{fill:var(--pine2)}.q3{fill:var(--leaf)}
.x{fill:none;stroke:var(--field);stroke-width:2}
.p{fill:none;stroke:var(--pole);stroke-width:.9}
.v{fill:none;stroke:var(--pane);stroke-width:2.2;stroke-dasharray:2 2.2;stroke-linecap:butt}
.h1{stop-color:#e8b65c;stop-opacity:.34}.h2{stop-color:#e8b65c;stop-opacity:0}
.h{opacity:var(--glow)}
.d-o{stroke:var(--ink);stroke-width:.95}.d-fine{stroke:var(--ink);stroke-width:.6}
.d-white{fill:var(--white)}.d-side{fill:var(--side)}
.d-ochre{fill:var(--ochre)}.d-gold{fill:var(--gold)}.d-window{fill:var(--window)}
.d-khata{fill:#3e6c8f}
.d-flat{fill:var(--flat)}.d-earth-1{fill:var(--b1)}.d-earth-2{fill:var(--b2)}
.d-earth-3{fill:var(--b3)}.d-slate,.d-roof{fill:var(--slate)}
.d-slit{fill:none;stroke:var(--window);stroke-width:1.7;stroke-linecap:butt}
.d-soft{fill:none;stroke:var(--ink);stroke-width:.6;opacity:.5}
.d-thin{fill:none;stroke:var(--pole);stroke-width:.8}
.d-frame{fill:none;stroke:var(--pole);stroke-width:1.3}
.d-wheel{fill:var(--in);stroke:var(--pole);stroke-width:1.6}
"""

DAY = """
svg{--ink:#22201e;--ridge:#3b443e;--out:#e9e3d4;--in:#f8f4ea;--i1:#86a08f;--i2:#9db3a4;
--i3:#b4c4b6;--o1:#c9cdbd;
--o2:#d7d7c8;--e1:#d6c49f;--e2:#dacfb4;--shade:#2f5d50;--water:#7fa0b8;--road:#e6bd74;
--lane:#fffdf7;--rail:#4a4540;
--wall:#b99b74;--walltop:#e0c9a2;--pine:#4f7766;--pine2:#2f5d50;--leaf:#86a08f;--field:#cfc29c;
--pane:#6b645b;
--white:#fdfaf2;--side:#e6dcc8;--ochre:#9e3b2c;--gold:#c9973f;--window:#22201e;--b1:#e0c9a2;
--b2:#cbb994;
--b3:#a9905f;--slate:#6b645b;--pole:#22201e;--flat:#fdfaf2;--glow:0}
"""

NIGHT = """
svg{--ink:#0e0e0d;--ridge:#86a294;--out:#171716;--in:#1f201e;--i1:#30493f;--i2:#2a3f38;
--i3:#263731;--o1:#202523;
--o2:#1c201e;--e1:#3a3428;--e2:#292620;--shade:#0b1512;--water:#46708c;--road:#a5834a;
--lane:#b9ae98;--rail:#8d8577;
--wall:#7c6749;--walltop:#a9905f;--pine:#2f5d50;--pine2:#1d3d34;--leaf:#3f5d50;--field:#3b382e;
--pane:#f0c36a;
--white:#cfc8b8;--side:#a39b8b;--ochre:#8c3a2d;--gold:#dcae55;--window:#ffd27a;--b1:#8f7f63;
--b2:#7d6f57;
--b3:#6a5a40;--slate:#4a453f;--pole:#86a294;--flat:#8a8272;--glow:1}
"""


def _packed(text: str) -> str:
    return "".join(text.split("\n"))


STYLE = f"{_packed(DAY)}@media (prefers-color-scheme:dark){{{_packed(NIGHT)}}}{_packed(SHAPES)}"
