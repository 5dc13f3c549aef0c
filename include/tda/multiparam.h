/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file multiparam.h  Invariants of complexes filtered by several parameters. */
#ifndef TDA_MULTIPARAM_H
#define TDA_MULTIPARAM_H
#include <math.h>
#include <tda/data.h>
TDA_BEGIN

/** Options of tda_complex_hilbert_measure(); start from TDA_HILBERT_OPTS_INIT. None changes
 *  the measure: they choose how it is computed and what comes with it. */
typedef struct tda_hilbert_opts {
    size_t size;      /**< set by TDA_HILBERT_OPTS_INIT */
    bool chunk;       /**< remove pairs of equal grade first; default true */
    bool shortcut;    /**< forests and duality where they apply; default true */
    bool uncancelled; /**< keep every atom with its own pair of cells, merging only
                           atoms equal in point and cells, as gradients at ties
                           need; default false. The measure is then a list, canonical
                           in (point, cells, sign) */
} tda_hilbert_opts;
#define TDA_HILBERT_OPTS_INIT                                                            \
    {                                                                                    \
        sizeof(tda_hilbert_opts), true, true, false                                      \
    }

/** Hilbert signed measures over Z/2: measure k is the unique signed measure mu with
 *  dim H_k(K_z) = mu({p <= z}) for every z. Exact, on the grid of all grades; squeeze the
 *  complex first (tda_complex_squeeze()) for a coarser one.
 *  @param[out] out      [last-first+1] measures of degrees first .. last; release each with
 *                       tda_measure_clear(). The cell behind a coordinate is one whose grade
 *                       has that coordinate
 *  @param      complex  of any number of parameters, 1-critical or k-critical
 *  @param      first,last  homology degrees, 0 <= first <= last
 *  @retval TDA_EINVAL  uncancelled with three or more parameters
 *  @par Cost  dynamic forests where boundaries or coboundaries have at most two cells:
 *  O(m log m); else bigraded column reduction, cubic at worst and near linear in practice,
 *  memory that of the reduced columns. Threads over degrees and in the preprocessing
 *  Three and more parameters: as much for each node of the grid of the third and later ones
 *  @par Source  kernels of bigraded matrices @cite lesnick2022computing; chunk
 *  @cite fugacci2023chunk; the measure @cite loiseaux2023stable */
TDA_API tda_status tda_complex_hilbert_measure(tda_ctx *ctx, tda_measure *out,
                                               const tda_complex *complex, int first,
                                               int last,
                                               const tda_hilbert_opts *opts) TDA_CHECKED;

/** Options of function-Rips bifiltrations without their complexes; start from
 *  TDA_FUNCTION_RIPS_OPTS_INIT. */
typedef struct tda_function_rips_opts {
    size_t size;      /**< set by TDA_FUNCTION_RIPS_OPTS_INIT */
    double threshold; /**< simplices past it are left out, in units of `scale`;
                           default INFINITY: none is */
    tda_scale scale;  /**< meaning of parameter 0; default TDA_SCALE_DIAMETER */
    tda_choice bits;  /**< keep neighbours as rows of bits, not as lists: n^2 / 8 bytes
                           instead of 48 an edge; no answer depends on it; default
                           TDA_CHOICE_AUTO */
    const tda_grid *grid; /**< move grades up to this grid, as tda_complex_squeeze() does;
                           default NULL: exact, all lengths and all values */
} tda_function_rips_opts;
#define TDA_FUNCTION_RIPS_OPTS_INIT                                                      \
    {                                                                                    \
        sizeof(tda_function_rips_opts), (double)INFINITY, TDA_SCALE_DIAMETER,            \
            TDA_CHOICE_AUTO, NULL                                                        \
    }

/** Hilbert signed measures over Z/2 of the function-Rips bifiltration of points, the same as
 *  tda_complex_hilbert_measure() of tda_cloud_function_rips(), without building the complex: exact,
 *  on the grid of all lengths and all function values, or on that of @p opts.
 *  @param[out] out       [last-first+1]; release each with tda_measure_clear(). `cells` is
 *                        TDA_CELL_PAIR: parameter 0 comes from two points (from one, where it is
 *                        the zero at which a point appears), parameter 1 from one
 *  @param      function  [n x 1] finite
 *  @param      first,last  homology degrees, 0 <= first <= last
 *  @retval TDA_EINVAL  a negative degree, or more than one function
 *  @par Cost  degrees 0 and 1: O(n^2 d) for the lengths, O(n / 64) for each edge that is no longer
 *  than the radius of a sublevel set that holds it, and the reduction of a few critical triangles
 *  for each point. Memory n^2 / 8 bytes for the edges so far, and a band of 64 MB of those to come.
 *  Under a threshold that leaves few edges O(edges degree), and memory by the edges.
 *  Threads over edges. Degrees 2 and above: a Rips diagram of the points below each value of the
 *  function, or of the grid, that some point moves up to: coarse grids are fast
 *  @par Source  the bifiltration @cite carlsson2009multidimensional; the measure
 *  @cite loiseaux2023stable; kernels of bigraded matrices @cite lesnick2022computing; rows
 *  @cite bauer2021ripser */
TDA_API tda_status tda_cloud_function_rips_measure(
    tda_ctx *ctx, tda_measure *out, const tda_cloud *cloud, const tda_cloud *function,
    int first, int last, const tda_function_rips_opts *opts) TDA_CHECKED;
TDA_API tda_status tda_distances_function_rips_measure(
    tda_ctx *ctx, tda_measure *out, const tda_distances *d, const tda_cloud *function,
    int first, int last, const tda_function_rips_opts *opts) TDA_CHECKED;

/** The regular grid of the function-Rips bifiltration: what tda_complex_grid_regular() gives of
 *  tda_cloud_function_rips() with that threshold and scale, without building the complex.
 *  @param[out] out         release with tda_grid_clear()
 *  @param      resolution  [2] each at least 1
 *  @param      opts        its grid is not looked at
 *  @par Cost  O(n^2 d) */
TDA_API tda_status tda_cloud_function_rips_grid(
    tda_ctx *ctx, tda_grid *out, const tda_cloud *cloud, const tda_cloud *function,
    const tda_index *resolution, const tda_function_rips_opts *opts) TDA_CHECKED;
TDA_API tda_status tda_distances_function_rips_grid(
    tda_ctx *ctx, tda_grid *out, const tda_distances *d, const tda_cloud *function,
    const tda_index *resolution, const tda_function_rips_opts *opts) TDA_CHECKED;

/** Euler signed measure: the sum over cells of (-1)^dim times the Moebius inverse of the
 *  region where the cell is present, so that the Euler characteristic of K_z is mu({p <= z}).
 *  @param[out] out  release with tda_measure_clear(); its degree is -1
 *  @param complex   of any number of parameters, 1-critical or k-critical
 *  @par Cost  O(params m log m) for 1-critical complexes; a k-critical cell adds at most k^2
 *  points in two parameters, k^params in general
 *  @par Source  @cite loiseaux2023stable */
TDA_API tda_status tda_complex_euler_measure(tda_ctx *ctx, tda_measure *out,
                                             const tda_complex *complex) TDA_CHECKED;

/* -------------------------------------------------------------------------- presentations */

/** Options of tda_complex_presentation(); start from TDA_PRESENTATION_OPTS_INIT. None changes
 *  the module, the grades or how many there are of each: they choose how it is computed. */
typedef struct tda_presentation_opts {
    size_t size;   /**< set by TDA_PRESENTATION_OPTS_INIT */
    bool chunk;    /**< remove pairs of cells of equal grade first; default true */
    bool shortcut; /**< forests where they apply; default true */
} tda_presentation_opts;
#define TDA_PRESENTATION_OPTS_INIT                                                       \
    {                                                                                    \
        sizeof(tda_presentation_opts), true, true                                        \
    }

/** Minimal presentation over Z/2 of homology of degree @p degree: generators and relations as
 *  few as can be, no entry at the grade of its column, rows and columns in colexicographic
 *  order (by the last coordinate first), as other programs read them.
 *  @param[out] out      release with tda_presentation_free()
 *  @param      complex  of 1 or 2 parameters, 1-critical or k-critical. The file of a
 *                       presentation reads as a complex; its homology of degree 1 is the
 *                       module (of degree 0 where the file has no third block)
 *  @retval TDA_EINVAL  a negative degree; three or more parameters
 *  @par Cost  degree 0: O(m log m), a forest under exchange of edges. Others: reduction of the
 *  boundaries of degree + 1, and of degree unless 1; cubic at worst, near linear in practice.
 *  Threads in the preprocessing and over the relations
 *  @par Source  @cite lesnick2022computing; chunk @cite fugacci2023chunk; degree 0
 *  @cite morozov2025computing */
TDA_API tda_status
tda_complex_presentation(tda_ctx *ctx, tda_presentation **out, const tda_complex *complex,
                         int degree, const tda_presentation_opts *opts) TDA_CHECKED;
/** Minimal presentation of homology of degree 0 or 1 of the function-Rips bifiltration of points,
 *  without building its complex: the module of tda_complex_presentation() of
 *  tda_cloud_function_rips(), for numbers of points that no complex could hold. Ranks, slices and
 *  decompositions take it from here.
 *  @param[out] out  release with tda_presentation_free(). `cells` is TDA_CELL_PAIR, as for
 *                   tda_cloud_function_rips_measure()
 *  @param      function  [n x 1] finite
 *  @retval TDA_EINVAL  a degree other than 0 and 1, or more than one function
 *  @par Cost  that of tda_cloud_function_rips_measure(), and of tda_complex_presentation() for a
 *  complex of a few cells for each point */
TDA_API tda_status tda_cloud_function_rips_presentation(
    tda_ctx *ctx, tda_presentation **out, const tda_cloud *cloud,
    const tda_cloud *function, int degree,
    const tda_function_rips_opts *opts) TDA_CHECKED;
TDA_API tda_status tda_distances_function_rips_presentation(
    tda_ctx *ctx, tda_presentation **out, const tda_distances *d,
    const tda_cloud *function, int degree,
    const tda_function_rips_opts *opts) TDA_CHECKED;
/** A minimal presentation of the module that @p in presents, which need not be minimal.
 *  @param[out] out  release with tda_presentation_free() */
TDA_API tda_status tda_presentation_minimise(tda_ctx *ctx, tda_presentation **out,
                                             const tda_presentation *in) TDA_CHECKED;

/** Bigraded Betti numbers: out[i] has weight beta_i(z) at each z, for i = 0, 1, 2. They are the
 *  generators, the relations, and the relations among those, of a minimal resolution.
 *  @param[out] out  [3] release each with tda_measure_clear()
 *  @par Cost  that of a kernel of the matrix */
TDA_API tda_status tda_presentation_betti(
    tda_ctx *ctx, tda_measure *out, const tda_presentation *presentation) TDA_CHECKED;
/** The Hilbert signed measure of the module: beta_0 - beta_1 + beta_2.
 *  @param[out] out  release with tda_measure_clear() */
TDA_API tda_status tda_presentation_hilbert_measure(
    tda_ctx *ctx, tda_measure *out, const tda_presentation *presentation) TDA_CHECKED;

/** The rank of the module from @p s to @p t.
 *  @param s,t  [params], not NaN; 0 is the rank where s <= t does not hold
 *  @par Cost  one reduction of the relations present at t */
TDA_API tda_status tda_presentation_rank(tda_ctx *ctx, tda_index *out,
                                         const tda_presentation *presentation,
                                         const double *s, const double *t) TDA_CHECKED;
/** Signed barcode of the rank invariant by rectangles: the unique one whose ranks are those of the
 *  module.
 *  @param[out] out  release with tda_signed_barcode_clear()
 *  @param grid  the barcode is that of the module moved up to this grid, whose ranks between nodes
 *               are those of the module; NULL: all grades that occur, which loses nothing
 *  @retval TDA_ELIMIT  the bars found so far pass the context's byte limit
 *  @par Cost  one bigraded reduction of the presentation for each value of the parameter that has
 *  fewer, and its changes as memory: no array of all ranks. Threads over those values
 *  @par Source  @cite botnan2024signed; the reduction serves all paths that share a row */
TDA_API tda_status tda_presentation_rank_barcode(tda_ctx *ctx, tda_signed_barcode *out,
                                                 const tda_presentation *presentation,
                                                 const tda_grid *grid) TDA_CHECKED;

/** The signed barcode of the rank invariant by rectangles of homology of degree @p degree of a complex.
 *  Of one or two parameters that of its presentation, otherwise by the barcodes of paths.
 *  @param[out] out      release with tda_signed_barcode_clear()
 *  @param      complex  of 1 to 4 parameters, 1-critical or k-critical
 *  @param      grid     as for tda_presentation_rank_barcode(): ranks between its nodes are those
 *                       of the complex; NULL: all coordinates
 *  @retval TDA_EINVAL  more parameters, or a negative degree
 *  @retval TDA_ELIMIT  65,535 or more values on an axis, or the byte limit is passed
 *  @par Cost  three and four parameters: a diagram for each value of the first and of the last
 *  parameter and each pair of values of those between: take coarse grids. Memory by the bars
 *  @par Source  @cite botnan2024signed; paths as in @cite loiseaux2024multipers */
TDA_API tda_status tda_complex_rank_barcode(tda_ctx *ctx, tda_signed_barcode *out,
                                            const tda_complex *complex, int degree,
                                            const tda_grid *grid) TDA_CHECKED;
/** All ranks between nodes of a grid from a barcode by rectangles: exact where this is the grid of the
 *  barcode, or one of its nodes.
 *  @param[out] out  [nodes x nodes] row-major, the nodes likewise: the rank from the first to the
 *                   second, 0 where that is not above; release with tda_index_free()
 *  @retval TDA_EINVAL  hooks; a grid with another number of axes
 *  @retval TDA_ELIMIT  8 bytes for each pair of nodes pass the context's byte limit
 *  @par Cost  O(bars + params nodes^2) */
TDA_API tda_status tda_signed_barcode_rank_tensor(tda_ctx *ctx, tda_index **out,
                                                  const tda_signed_barcode *barcode,
                                                  const tda_grid *grid) TDA_CHECKED;

/** Barcodes of the module along lines base + t direction: bars in t, of the presentation's degree.
 *  The cells of a bar are those whose grades set its ends. Where the record has a threshold, bars
 *  without an end are cut, but for the first component.
 *  @param[out] out        [count] release each with tda_diagram_clear()
 *  @param base,direction  [count x params] as for tda_complex_push()
 *  @retval TDA_EINVAL  a line that is not finite, goes down or nowhere
 *  @par Cost  a sort and a reduction of the presentation for each line; threads over lines */
TDA_API tda_status tda_presentation_slices(tda_ctx *ctx, tda_diagram *out,
                                           const tda_presentation *presentation,
                                           tda_index count, const double *base,
                                           const double *direction) TDA_CHECKED;

/* -------------------------------------------------------------------------- decomposition */

/** The indecomposable summands over Z/2. Each generator and each relation of the minimal presentation
 *  is in one of them, with its grade and its cells; a summand that is nowhere of dimension more than
 *  one is an interval. Other summands are as they are: the sum of all is isomorphic to the module.
 *  @param[out] out          release with tda_decomposition_clear()
 *  @param      presentation  of 1 or 2 parameters; minimised first where it need be
 *  @retval TDA_ELIMIT  more than 64 relations of one grade that neither blocks nor sums of columns
 *          tell apart
 *  @par Cost  a relation that meets n blocks asks for the homomorphisms between them, each a
 *  linear system as large as the part of one that lies in the support of the other: cubic at worst
 *  for intervals, near linear in practice. k relations of one grade that hang together add an
 *  algebra of k x k matrices: polynomial in k, no search through subspaces. One thread
 *  @par Source  one relation at a time @cite dey2022generalized, all of one grade
 *  @cite dey2025decomposing; here these by the idempotents of an algebra */
TDA_API tda_status tda_presentation_decompose(tda_ctx *ctx, tda_decomposition *out,
                                              const tda_presentation *presentation)
    TDA_CHECKED;

/* ------------------------------------------------------------------------ interval modules */

/** Options of modules made of intervals; start from TDA_MODULE_OPTS_INIT. */
typedef struct tda_module_opts {
    size_t size;  /**< set by TDA_MODULE_OPTS_INIT */
    double error; /**< greatest step between parallel lines; default 0: as `lines` says */
    tda_index
        lines; /**< how many lines, at least 1; about so many with three parameters or
                            more; default 557 */
    const double
        *box;      /**< [2 x params] least and greatest corner of what the lines cover,
                            finite; default NULL: of all finite grades */
    bool complete; /**< fill corners in that lie between two lines; default true */
} tda_module_opts;
#define TDA_MODULE_OPTS_INIT                                                             \
    {                                                                                    \
        sizeof(tda_module_opts), 0, 557, NULL, true                                      \
    }

/** A direct sum of intervals near the module: its barcodes along parallel diagonal lines through
 *  the box, each bar followed from line to line. A step of lines is what `error` of the result says.
 *    - On each of the lines the barcode is that of the module, up to the rounding of coordinates.
 *    - So landscapes in the box differ by the error at most, and barcodes on other diagonal lines
 *      by twice the error in bottleneck distance.
 *    - A presentation of intervals side by side, with coordinates more than a step apart, gives these.
 *  A corner is where a line reaches a grade; so one of its coordinates is that grade's. Coordinates
 *  of births before the box become -INFINITY, those of deaths past it +INFINITY. To complete, where
 *  two corners next to each other in one summand lie on lines next to each other, they are replaced
 *  by their meet, deaths by their join; no line sees the difference.
 *  @param[out] out  release with tda_module_clear()
 *  @retval TDA_EINVAL  an error that is negative or NaN; no line; a box that is not finite
 *  @par Cost  a reduction for each block of some hundred lines, and beyond it by the changes of
 *  pairs from line to line, not by the lines. Threads share the lines
 *  @par Source  module approximation @cite loiseaux2025module; vineyards
 *  @cite cohensteiner2006vines */
TDA_API tda_status tda_presentation_module(tda_ctx *ctx, tda_module *out,
                                           const tda_presentation *presentation,
                                           const tda_module_opts *opts) TDA_CHECKED;
/** The same of homology of degree @p degree of a complex: of its minimal presentation for one or two
 *  parameters. With three or more the lines stand over a grid of offsets and are visited along one path
 *  through it.
 *    - Each bar of each line is in its summand. Direct sums of intervals have no more on the lines, and
 *      are found where coordinates are more than two steps apart; where bars change places around a
 *      loop of lines, what a summand holds may be more than its bars.
 *    - To complete, in one pass over the corners of a summand each goes to its meet with those within
 *      a step of it, one after another in the order of the lines, as far as no line sees the
 *      difference; then deaths to joins.
 *  @par Cost  three and more parameters: a sort of the cells of two dimensions for each line, the
 *  changes of pairs, and for each corner of a summand a pass over the lines */
TDA_API tda_status tda_complex_module(tda_ctx *ctx, tda_module *out,
                                      const tda_complex *complex, int degree,
                                      const tda_module_opts *opts) TDA_CHECKED;
/** The same bars, each with the number of its vine: the bar that it is on all lines, which are
 *  taken in their order. From a line to the next the births of a vine change by at most the most
 *  that the place changes where the lines reach a generator, its deaths by that for a relation; a
 *  vine that is missing from a line has length zero there. Switches at ties, of which a step has
 *  many where the lines are far apart, first keep deaths and move births, then the other way.
 *  @param[out] out   [count] release each with tda_diagram_clear()
 *  @param[out] vine  [bars of all lines] line after line, each in the order of its diagram; numbered
 *                    from 0 by their first bar; release with tda_index_free()
 *  @retval TDA_EINVAL  as tda_presentation_slices()
 *  @par Cost  a sort, a pass over the entries of the reduced matrix and of the operations that
 *  reduced it, and an addition for each pair that would meet, for each line. Threads over chunks of
 *  lines
 *  @par Source  @cite cohensteiner2006vines */
TDA_API tda_status tda_presentation_vineyard(tda_ctx *ctx, tda_diagram *out,
                                             tda_index **vine,
                                             const tda_presentation *presentation,
                                             tda_index count, const double *base,
                                             const double *direction) TDA_CHECKED;
/** Lines of all directions across a box of two parameters, for each of the angles, equally spaced
 *  between the axes, as many offsets, equally spaced from the upper left corner of the box to the
 *  lower right one, where t = 0. Angles and offsets are in units of the box. Of neighbouring
 *  angles the offsets run there and back, so that lines next to each other are close.
 *  @param[out] base,direction  [angles x offsets x 2] caller's
 *  @param low,high  [2] corners of the box
 *  @retval TDA_EINVAL  no angle or no offset; a box that is not finite or has no width */
TDA_API tda_status tda_lines_sweep(tda_ctx *ctx, double *base, double *direction,
                                   const double *low, const double *high,
                                   tda_index angles, tda_index offsets) TDA_CHECKED;

/* ------------------------------------------------------------------------------ distances */

/** Options of the transport of signed measures; start from TDA_TRANSPORT_OPTS_INIT. */
typedef struct tda_transport_opts {
    size_t size; /**< set by TDA_TRANSPORT_OPTS_INIT */
    double norm; /**< how far a point is from another: 1, 2 or INFINITY; default 1 */
    const double *corner; /**< [params] first cut both measures off there, as
                               tda_measure_zero_out() does, so that they have one mass;
                               default NULL: as they are */
} tda_transport_opts;
#define TDA_TRANSPORT_OPTS_INIT                                                          \
    {                                                                                    \
        sizeof(tda_transport_opts), 1, NULL                                              \
    }

/** What is moved: mass[k] from point from[k] of the difference of the measures, which is positive
 *  there, to point to[k], which is negative. The cells behind coordinates, to which gradients flow,
 *  are those of the difference. */
typedef struct tda_plan {
    tda_measure difference;
    tda_index size; /**< shipments */
    tda_index *from, *to;
    int64_t *mass;
    double *length; /**< [size] how far, in the ground norm */
} tda_plan;
TDA_API void tda_plan_clear(tda_plan *plan);

/** The Kantorovich norm of a - b: the least work, mass times way, that turns one measure into the
 *  other, exact up to rounding.
 *  Of two measures the positive part of each and the negative part of the other are one side.
 *    - INFINITY where the masses differ: give a corner, one for all that are to be compared, such
 *      as tda_measures_corner(). The same for masses at coordinates of -INFINITY.
 *  @param[out] plan  NULL, or what is moved; release with tda_plan_clear()
 *  @retval TDA_EINVAL  measures of different numbers of parameters; another norm; more
 *          than 2^53 units of mass
 *  @par Cost  a shortest path over the points of the difference for about each of them, so cubic at
 *  worst, in linear memory
 *  @par Source  the norm @cite loiseaux2023stable; paths @cite jonker1987shortest */
TDA_API tda_status tda_measure_transport(tda_ctx *ctx, double *out, tda_plan *plan,
                                         const tda_measure *a, const tda_measure *b,
                                         const tda_transport_opts *opts) TDA_CHECKED;

/** Options of integral distances; start from TDA_INTEGRAL_OPTS_INIT. */
typedef struct tda_integral_opts {
    size_t size;       /**< set by TDA_INTEGRAL_OPTS_INIT */
    double order;      /**< p, from 1 on; INFINITY is the largest difference; default 1 */
    const double *box; /**< [2 x params] least and greatest corner of what is integrated
                            over; default NULL: of all finite coordinates of both */
} tda_integral_opts;
#define TDA_INTEGRAL_OPTS_INIT                                                           \
    {                                                                                    \
        sizeof(tda_integral_opts), 1, NULL                                               \
    }

/** The L^p distance of the functions z -> mass of {x <= z} of two measures in a box, such as Hilbert
 *  functions; exact up to rounding, for any number of parameters.
 *  @retval TDA_EINVAL  an order below 1; a box that is not finite; other numbers of parameters
 *  @retval TDA_ELIMIT  16 bytes for each node of all axes but one pass the byte limit
 *  @par Cost  O(params nodes), the nodes being those of the grid of all coordinates */
TDA_API tda_status tda_measure_integral_distance(
    tda_ctx *ctx, double *out, const tda_measure *a, const tda_measure *b,
    const tda_integral_opts *opts) TDA_CHECKED;
/** The L^p distance of rank functions, over all pairs s <= t of the box, of barcodes by rectangles;
 *  likewise, with nodes in twice as many axes. @retval TDA_EINVAL  hooks, too */
TDA_API tda_status tda_signed_barcode_integral_distance(
    tda_ctx *ctx, double *out, const tda_signed_barcode *a, const tda_signed_barcode *b,
    const tda_integral_opts *opts) TDA_CHECKED;

/** Options of the matching distance; start from TDA_MATCHING_DISTANCE_OPTS_INIT. */
typedef struct tda_matching_distance_opts {
    size_t size; /**< set by TDA_MATCHING_DISTANCE_OPTS_INIT */
    double
        error; /**< stop where the upper bound is at most 1 + error times the lower one;
                          default 0.01 */
    double least;    /**< or larger than it by this; default 0 */
    tda_index lines; /**< or after about so many lines; default 100,000 */
} tda_matching_distance_opts;
#define TDA_MATCHING_DISTANCE_OPTS_INIT                                                  \
    {                                                                                    \
        sizeof(tda_matching_distance_opts), 0.01, 0, 100000                              \
    }

/** What is known of a matching distance. */
typedef struct tda_matching_distance {
    double lower, upper; /**< it is between these */
    double base[2],
        direction[2]; /**< a line with the lower one: the bottleneck distance on it
                                       times the least of the direction; with one parameter the
                                       first numbers alone */
    tda_index lines;  /**< how many were looked at */
} tda_matching_distance;

/** The matching distance of two modules of one or two parameters: the greatest bottleneck distance
 *  of their barcodes along a line, over all lines that go up, each times the least coordinate of
 *  its direction. It is at most the interleaving distance, and so the greatest difference of two
 *  functions on one complex.
 *    - The bounds are proved, up to rounding. INFINITY where the modules differ in how many
 *      generators never die, or are always there; 0 where they have the same ranks.
 *    - Of one parameter it is the bottleneck distance.
 *  @retval TDA_EINVAL  other numbers of parameters; an option out of range
 *  @par Cost  a reduction of each presentation and a matching of long bars for each line; some
 *  thousand lines for one per cent where few bars are long, many more where hundreds are.
 *  Threads over lines
 *  @par Source  @cite kerber2020efficient; bounds by vines @cite cohensteiner2006vines */
TDA_API tda_status tda_presentation_matching_distance(
    tda_ctx *ctx, tda_matching_distance *out, const tda_presentation *a,
    const tda_presentation *b, const tda_matching_distance_opts *opts) TDA_CHECKED;

TDA_END
#endif
