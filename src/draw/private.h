/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - The pieces a picture is put together from.
 *
 * A pen writes SVG into bytes of its own and keeps its first failure, so that drawing code reads
 * as drawing; whoever owns the pen asks once, at the end. An axis maps values to pixels. The
 * shading, the marks and the frame of a panel each write one group. */
#ifndef TDA_DRAW_PRIVATE_H
#define TDA_DRAW_PRIVATE_H
#include "core/private.h"
#include <tda/data.h>
#include <tda/draw.h>

TDA_BEGIN

/* ---- the pen (pen.c) ---- */

typedef struct tdai_pen {
    tda_ctx *ctx;
    tda_bytes out;
    tda_status st; /* the first failure; nothing is written after it */
} tdai_pen;

#define PUT(pen, ...)                                                                    \
    ((pen)->st = (pen)->st ? (pen)->st                                                   \
                           : tdai_bytes_printf((pen)->ctx, &(pen)->out, __VA_ARGS__))

/* Text with the characters of XML escaped, and what is not UTF-8 or not allowed in XML replaced;
 * past `most` characters an ellipsis. */
void tdai_pen_escape(tdai_pen *pen, const char *text, int most);
/* Text as it stands. */
void tdai_pen_say(tdai_pen *pen, const char *text);
/* A length with at most one decimal, in as few characters as it needs. */
void tdai_pen_px(tdai_pen *pen, double px);
/* A count with the typographic minus where it is negative. */
void tdai_pen_integer(tdai_pen *pen, int64_t n);

/* ---- headings (heading.c): open, say what is to be seen, heading, say how it was made, and
 * close the text ---- */

void tdai_pen_open(tdai_pen *pen, int width, int height, const char *title);
void tdai_pen_heading(tdai_pen *pen, int width, const char *title);
void tdai_pen_record(tdai_pen *pen, const tda_record *r);

/* ---- axes (axis.c) ---- */

enum { TDAI_TICKS = 24, TDAI_LABEL = 48, TDAI_NODES = 200 };

/* A map from values to pixels. Usually linear; when a few values lie far from
 * all others, the bulk has the middle piece to itself and they share a narrow one at the end. */
typedef struct tdai_axis {
    int knots;              /* 0: there is no finite value; else 2 .. 4 */
    double value[4];        /* [knots] increasing */
    double pixel[4];        /* [knots] where they stand; decreasing on an upright axis */
    bool low, high;         /* the first, the last piece is a narrow one */
    double least, greatest; /* finite values */
    int power;              /* labels count in 10^power */
    bool infinite;          /* some value is -INFINITY: a strip before the axis */
    double strip[2];        /* its pixels */
    double span[2];         /* the pixels of the axis without the strip */
    int digits;             /* characters of the longest label */
} tdai_axis;

typedef struct tdai_tick {
    double value;
    char label[TDAI_LABEL];
} tdai_tick;

/* The axis of coordinate `param` of all measures with `params` parameters. */
tda_status tdai_axis_measure(tda_ctx *ctx, tdai_axis *axis, const tda_measure *measures,
                             tda_index count, int params, int param);
/* The axis of finite values, in any order. */
tda_status tdai_axis_values(tda_ctx *ctx, tdai_axis *axis, const double *value,
                            tda_index n);
/* The axis of all numbers from lo to hi. */
void tdai_axis_interval(tdai_axis *axis, double lo, double hi);
/* Lay it between two pixels, the strip first where there is one. */
void tdai_axis_place(tdai_axis *axis, double from, double to);
double tdai_axis_pixel(const tdai_axis *axis, double value);
/* 1-2-5 ticks at least `gap` pixels apart, and the far value of each narrow piece; how many. */
int tdai_axis_ticks(tdai_axis *axis, tdai_tick *tick, double gap, bool integers);
/* Where the drawn function may step: the left end of the axis, then the finite coordinates of
 * one measure, of those in each of at most `most` equal stretches of pixels the last alone.
 * @param node  [most + 1]; returns how many */
tda_status tdai_axis_nodes(tda_ctx *ctx, const tdai_axis *axis, double *node, int *nodes,
                           const tda_measure *measure, int param, int most);

/* ---- colours (colour.c) ---- */

/* Integers to colours: zero is white, positive ones blue-grey, negative ones ochre. */
typedef struct tdai_scale {
    int64_t lo, hi; /* lo <= 0 <= hi */
    bool logarithmic;
} tdai_scale;

tdai_scale tdai_scale_of(int64_t lo, int64_t hi);
uint32_t tdai_scale_colour(const tdai_scale *scale, int64_t value);
/* A vertical bar in x .. x + 12, top .. bottom, with its labels. */
void tdai_scale_draw(tdai_pen *pen, const tdai_scale *scale, double x, double top,
                     double bottom);

#define TDAI_POSITIVE "#1a56a8"
#define TDAI_NEGATIVE "#c8391f"
#define TDAI_THIRD "#e3a400"
#define TDAI_INK "#24303c"
#define TDAI_FAINT "#66727e"
#define TDAI_LINE "#9aa7b4"

/* ---- the function underneath (shade.c) ---- */

/* Fill the plot with the function of the measure in at most `most` rectangles, by value; gives
 * the scale that was used. */
tda_status tdai_shade(tdai_pen *pen, tdai_scale *scale, const tda_measure *measure,
                      const tdai_axis *x, const tdai_axis *y, tda_index most);

/* ---- points (marks.c) ---- */

/* How marks are drawn in the whole picture. */
typedef struct tdai_marks {
    double factor;    /* radius of weight one */
    double least;     /* smallest radius */
    double heaviest;  /* largest |weight| of a mark */
    bool distinct;    /* Betti numbers: which is told by shape and colour, not the sign */
    int shape;        /* and that is 0, 1 or 2 */
    tda_index merged; /* points that share a mark with another, in the last panel drawn */
} tdai_marks;

void tdai_marks_size(tdai_marks *marks, const tda_measure *measures, tda_index count,
                     int params, double area);
/* Draw the points of a measure of two parameters in at most `most` marks. */
tda_status tdai_marks_draw(tdai_pen *pen, tdai_marks *marks, const tda_measure *measure,
                           const tdai_axis *x, const tdai_axis *y, tda_index most);
void tdai_mark(tdai_pen *pen, bool positive, double x, double y, double r);
double tdai_marks_radius(const tdai_marks *marks, double weight);

/* ---- panels (sheet.c, frame.c, picture.c, plane.c, line.c) ---- */

/* Pixels: the heading; below and above the plot of a panel, and right of it; a row of a legend. */
enum {
    TDAI_HEAD = 58,
    TDAI_FOOT = 52,
    TDAI_OVER = 36,
    TDAI_SIDE = 132,
    TDAI_ROW = 19,
    TDAI_PANELS = 64 /* at most so many in one picture */
};

/* What all panels of a picture share. */
typedef struct tdai_sheet {
    const tda_complex *complex;
    const tda_measure
        *betti; /* [3] the points of the panel being drawn; NULL: its measure's */
    double width, height;            /* of a panel */
    double left, right, top, bottom; /* of the plot in it */
    double far_right;                /* of a plot without anything beside it */
    tdai_axis axis[2][2];            /* [params - 1][param] */
    tdai_marks marks;
    tda_index rectangles, points; /* at most so many a panel */
} tdai_sheet;

/* Refuse too many panels of these things, and sizes that no picture has. (sheet.c) */
tda_status tdai_picture_check(tda_ctx *ctx, tda_index count, const char *things,
                              const tda_draw_opts *o);
/* Lay the axes of two parameters into a panel with so much beside the plot. */
void tdai_sheet_place(tdai_sheet *s, double side);
/* Open the group of panel k, which the caller closes. */
void tdai_panel_begin(tdai_pen *pen, tda_index k, int height);
/* What stands in the middle of a plot of nothing. */
void tdai_panel_empty(tdai_pen *pen, const tdai_sheet *s, const char *why);
/* Close the picture and append it to `out`, if nothing failed. */
tda_status tdai_pen_finish(tdai_pen *pen, tda_bytes *out);
/* Border, ticks and names. `upright` names the second axis; NULL: as the complex has it, and
 * the labels of the first axis stand below. Otherwise they do where `below`. */
void tdai_frame(tdai_pen *pen, const tdai_sheet *sheet, tdai_axis *x, tdai_axis *y,
                const char *upright, bool below);
/* Ranges of all axes, and room at the left for the longest label of any. */
tda_status tdai_sheet_lay_out(tda_ctx *ctx, tdai_sheet *s, const tda_measure *measures,
                              tda_index count);
/* The name of a panel, and how many points it has. */
void tdai_panel_title(tdai_pen *pen, const tdai_sheet *s, const tda_measure *m);
/* The Hilbert measure with these Betti numbers [3]. */
tda_status tdai_betti_hilbert(tda_ctx *ctx, tda_measure *out, const tda_measure *betti);
tda_status tdai_panel_plane(tdai_pen *pen, tdai_sheet *sheet, const tda_measure *measure);
tda_status tdai_panel_line(tdai_pen *pen, tdai_sheet *sheet, const tda_measure *measure);

/* ---- diagrams (bars.c, dots.c, diagram.c) ---- */

enum { TDAI_TONES = 8, TDAI_STRIP = 22 };
extern const char *const tdai_tone[TDAI_TONES]; /* colours of degrees, in a circle */

/* What a picture of a diagram is drawn with. */
typedef struct tdai_chart {
    const tda_diagram *diagram;
    const char *name, *unit;         /* of the values */
    double left, right, top, bottom; /* of the plot, strips included */
    double lo, hi;                   /* the finite values */
    bool below, cut, endless; /* bars that begin at -infinity, cut ones, essential ones */
    tda_index left_out;       /* bars for which there was no room */
    const char *tone;         /* NULL: that of the degree */
    double edge;              /* where the room for upright labels begins */
} tdai_chart;

/* The digits of the longest label of the axis of values, at least 4. */
int tdai_chart_digits(const tdai_chart *c);

/* The range of the values of a diagram, and which strips it needs; widens what stands in c.
 * lo > hi: no finite value yet. */
tda_status tdai_chart_look(tda_ctx *ctx, tdai_chart *c, const tda_diagram *d);

/* Ticks and name of the axis of values; `what` stands before the name, or is NULL. */
void tdai_chart_ticks(tdai_pen *pen, const tdai_chart *c, tdai_axis *axis, bool upright,
                      const char *what);
tda_status tdai_bars_draw(tdai_pen *pen, tdai_chart *c);
tda_status tdai_dots_draw(tdai_pen *pen, tdai_chart *c);
/* shown[i] for the `most` longest bars of degree k; of equally long ones the first. */
tda_status tdai_bars_choose(tda_ctx *ctx, const tda_diagram *d, int k, tda_index most,
                            bool *shown);
/* A mark of the shape and colour of a degree. */
void tdai_dot(tdai_pen *pen, int degree, bool hollow, double x, double y, double r);

/* ---- lines and what stands on them (along.c, fibres.c) ---- */

#define TDAI_ALONG "#7b2d8e" /* bars along a line */

/* Draw a line over a plane; with `bars`, those of degree `degree` beside it, on the side with
 * more room. `id` makes names within the picture unique. */
tda_status tdai_along_draw(tdai_pen *pen, const tdai_sheet *s, const double *base,
                           const double *direction, const tda_diagram *bars, int degree,
                           int id);
/* Ticks of the values t along the line, as they stand on the axis of a chart. */
void tdai_along_ticks(tdai_pen *pen, const tdai_sheet *s, const double *base,
                      const double *direction, tdai_axis *axis);
/* The barcodes of all lines side by side. */
tda_status tdai_fibres_draw(tdai_pen *pen, tdai_chart *c, const tda_fibres *f, int panel);

TDA_END
#endif
