/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file draw.h  Pictures of results, as SVG. */
#ifndef TDA_DRAW_H
#define TDA_DRAW_H
#include <tda/data.h>
TDA_BEGIN

/** Options of pictures; start from TDA_DRAW_OPTS_INIT. */
typedef struct tda_draw_opts {
    size_t size;       /**< set by TDA_DRAW_OPTS_INIT */
    int width;         /**< pixels; default 720 */
    int height;        /**< pixels of a panel; default 540 */
    const char *title; /**< NULL: made from the degree and the record */
} tda_draw_opts;
#define TDA_DRAW_OPTS_INIT                                                               \
    {                                                                                    \
        sizeof(tda_draw_opts), 720, 540, NULL                                            \
    }

/** Draw signed measures of two parameters, one panel each: the Hilbert function shaded
 *  underneath, positive and negative points over it by shape and colour, area by weight, both
 *  axes with name, unit and ticks, a legend. Points with an infinite coordinate sit in a margin.
 *  @param complex  gives the axes' names and units; NULL: "parameter 1", "parameter 2"
 *  @retval TDA_EINVAL  a measure of other than one or two parameters
 *  @par Cost  O(points + panels 200^2); points beyond what can be seen are merged, so a picture
 *  stays below about 2 MB */
TDA_API tda_status tda_measure_svg(tda_ctx *ctx, tda_bytes *out,
                                   const tda_measure *measures, tda_index count,
                                   const tda_complex *complex,
                                   const tda_draw_opts *opts) TDA_CHECKED;

/** Draw bigraded Betti numbers, one panel a presentation: the Hilbert function shaded, and over
 *  it generators, relations and the relations of those, told apart by shape and colour.
 *  @param betti  [3 x count] as tda_presentation_betti() gives them
 *  @retval TDA_EINVAL  other than two parameters
 *  @par Cost  as tda_measure_svg() */
TDA_API tda_status tda_betti_svg(tda_ctx *ctx, tda_bytes *out, const tda_measure *betti,
                                 tda_index count, const tda_complex *complex,
                                 const tda_draw_opts *opts) TDA_CHECKED;

/** Draw modules of intervals, one panel each: summands shaded over each other, the eight that
 *  cover most of the picture in colours of their own and told in a legend, the rest grey.
 *  @param complex  gives the axes' names and units; NULL: "parameter 1", "parameter 2"
 *  @retval TDA_EINVAL  a module of other than two parameters
 *  @par Cost  O(corners); what is too small to be seen is left out, and of 4000 summands and more
 *  in a picture the smallest */
TDA_API tda_status tda_module_svg(tda_ctx *ctx, tda_bytes *out, const tda_module *modules,
                                  tda_index count, const tda_complex *complex,
                                  const tda_draw_opts *opts) TDA_CHECKED;

/** A function on a grid of two parameters, as a view: what features on grids are. */
typedef struct tda_field {
    const tda_grid *grid;
    const double *value; /**< [n_1 x n_2] row-major, finite */
    const char *name;    /**< of the panel; NULL: none */
} tda_field;

/** Draw functions on grids as heat maps, one panel each with a scale of its own: a pixel about each
 *  node, white where it is zero, blue where positive and ochre where negative.
 *  @param complex  gives the axes' names and units; NULL: "parameter 1", "parameter 2"
 *  @retval TDA_EINVAL  a grid of other than two parameters; a value that is not finite, named
 *          by its node
 *  @par Cost  O(nodes log nodes); past 200 nodes on an axis, means of blocks are drawn */
TDA_API tda_status tda_field_svg(tda_ctx *ctx, tda_bytes *out, const tda_field *fields,
                                 tda_index count, const tda_complex *complex,
                                 const tda_draw_opts *opts) TDA_CHECKED;

/** How a diagram is drawn. */
typedef enum tda_plot {
    TDA_PLOT_BARCODE = 0, /**< a horizontal line a bar, degree below degree */
    TDA_PLOT_DIAGRAM,     /**< a point a bar, birth to the right and death upwards */
} tda_plot;

/** Options of pictures of diagrams; start from TDA_DIAGRAM_DRAW_OPTS_INIT. */
typedef struct tda_diagram_draw_opts {
    size_t size;       /**< set by TDA_DIAGRAM_DRAW_OPTS_INIT */
    int width;         /**< pixels; default 720 */
    int height;        /**< pixels; default 540 */
    const char *title; /**< NULL: "Barcode" or "Persistence diagram" */
    tda_plot plot;     /**< default TDA_PLOT_BARCODE */
    const char *axis;  /**< what births and deaths are; NULL: as the record says */
    const char *unit;  /**< and their unit; NULL: as the record says */
} tda_diagram_draw_opts;
#define TDA_DIAGRAM_DRAW_OPTS_INIT                                                       \
    {                                                                                    \
        sizeof(tda_diagram_draw_opts), 720, 540, NULL, TDA_PLOT_BARCODE, NULL, NULL      \
    }

/** Draw a diagram: bars by degree in its colour, those that never die with an arrow to
 *  infinity, those cut by the threshold with an open end, and a legend. A barcode of more bars
 *  than there is room for shows the longest of each degree and says how many it leaves out; in
 *  a persistence diagram points on one pixel share a mark.
 *  @retval TDA_EINVAL  a NaN; width or height out of range
 *  @par Cost  O(bars log bars); a picture stays below about 2 MB */
TDA_API tda_status tda_diagram_svg(tda_ctx *ctx, tda_bytes *out,
                                   const tda_diagram *diagram,
                                   const tda_diagram_draw_opts *opts) TDA_CHECKED;

/** Draw barcodes along lines, a panel for each degree. With two parameters and Betti numbers: the
 *  plane with its Hilbert function, the Betti numbers and the lines; along a single line its bars,
 *  pushed aside so that they can be told apart. Beside it the barcode; of several lines, all
 *  barcodes side by side, upright, or the vines as bands between births and deaths.
 *  @retval TDA_EINVAL  no line; Betti numbers of other than two parameters; a NaN
 *  @par Cost  O(bars log bars) and that of tda_betti_svg(); a picture stays below about 3 MB, the
 *  longest bars being drawn */
TDA_API tda_status tda_fibres_svg(tda_ctx *ctx, tda_bytes *out, const tda_fibres *fibres,
                                  const tda_complex *complex,
                                  const tda_draw_opts *opts) TDA_CHECKED;

/** Draw signed barcodes of two parameters, one panel each: rectangles from a to b, or hooks, in
 *  the colour of their sign, transparent, so that what many bars share is darker; a segment from a
 *  to b tells bars apart. What has no end runs to the frame.
 *  @param complex  gives the axes' names and units; NULL: "parameter 1", "parameter 2"
 *  @retval TDA_EINVAL  other than two parameters; a NaN
 *  @par Cost  O(bars log bars); of very many bars only the largest are drawn, and the picture says
 *  how many are left out */
TDA_API tda_status tda_signed_barcode_svg(tda_ctx *ctx, tda_bytes *out,
                                          const tda_signed_barcode *barcodes,
                                          tda_index count, const tda_complex *complex,
                                          const tda_draw_opts *opts) TDA_CHECKED;

TDA_END
#endif
