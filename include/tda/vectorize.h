/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file vectorize.h  Features: arrays of numbers made from results, stable under small changes of
 *  the input. Each call fills an array of the caller's; the shape stands with it. */
#ifndef TDA_VECTORIZE_H
#define TDA_VECTORIZE_H
#include <tda/data.h>
#include <tda/vectorize_diagram.h>
TDA_BEGIN

/* ------------------------------------------------------------------------------- surfaces */

/** Options of functions evaluated on grids; start from TDA_SURFACE_OPTS_INIT. */
typedef struct tda_surface_opts {
    size_t size; /**< set by TDA_SURFACE_OPTS_INIT */
    double
        norm; /**< 1 or more: values are multiplied by volume^(1 / norm) of their cell, so
                      that this norm of the difference of two arrays is the L^norm distance of
                      the functions on the grid; INFINITY: values as they are; default 1 */
} tda_surface_opts;
#define TDA_SURFACE_OPTS_INIT                                                            \
    {                                                                                    \
        sizeof(tda_surface_opts), 1                                                      \
    }

/** The function of a measure on a grid, weighted by its cells: for a Hilbert measure the Hilbert
 *  function, for the Euler measure the Euler characteristic. The cell of a node reaches up to the
 *  next node along each axis, as the function does that jumps there; the last cell of an axis is as
 *  wide as the one before it, that of an axis of one value has width 1.
 *  @param[out] out  [n_1 x ... x n_params] row-major, caller's
 *  @retval TDA_EINVAL  a norm below 1; an axis longer than a double holds
 *  @par Cost  that of tda_measure_evaluate()
 *  @par Source  @cite loiseaux2023stable */
TDA_API tda_status tda_measure_surface(tda_ctx *ctx, double *out,
                                       const tda_measure *measure, const tda_grid *grid,
                                       const tda_surface_opts *opts) TDA_CHECKED;
/** All ranks between nodes of a grid, weighted by the cells of both; 0 where the first node is not
 *  below the second.
 *  @param[out] out      [nodes x nodes] row-major, the nodes likewise, caller's
 *  @param      barcode  of rectangles
 *  @par Cost  that of tda_signed_barcode_rank_tensor() */
TDA_API tda_status tda_signed_barcode_surface(tda_ctx *ctx, double *out,
                                              const tda_signed_barcode *barcode,
                                              const tda_grid *grid,
                                              const tda_surface_opts *opts) TDA_CHECKED;

/* ---------------------------------------------------------------------------- convolution */

/** What is put about each point of a measure. */
typedef enum tda_convolution_kernel {
    TDA_CONVOLUTION_GAUSSIAN = 0, /**< exp(-r^2 / 2), r the distance in bandwidths */
    TDA_CONVOLUTION_EXPONENTIAL,  /**< exp(-r) */
} tda_convolution_kernel;

/** Options of convolutions; start from TDA_CONVOLUTION_OPTS_INIT, and give a bandwidth, one for each
 *  parameter, or a matrix. */
typedef struct tda_convolution_opts {
    size_t size;                   /**< set by TDA_CONVOLUTION_OPTS_INIT */
    tda_convolution_kernel kernel; /**< default TDA_CONVOLUTION_GAUSSIAN */
    double bandwidth; /**< of every parameter, more than 0; default 0: to be given */
    const double *bandwidths; /**< [params] one for each; default NULL: `bandwidth` */
    const double
        *precision;   /**< [params x params] symmetric and positive definite: r^2 is
                                        z^t precision z; default NULL: as the bandwidths say */
    bool normalised;  /**< the kernel has integral 1, else the value 1 at 0;
                                        default true */
    double tolerance; /**< what is below this part of the kernel's top may be left
                                        out, of Gaussians along the axes; default 1e-16 */
} tda_convolution_opts;
#define TDA_CONVOLUTION_OPTS_INIT                                                        \
    {                                                                                    \
        sizeof(tda_convolution_opts), TDA_CONVOLUTION_GAUSSIAN, 0, NULL, NULL, true,     \
            1e-16                                                                        \
    }

/** A signed measure made smooth: the sum over its points of weight times a kernel about them, on a
 *  grid. It is linear in the measure: nothing is divided by how many points there are. Points with
 *  a coordinate of -INFINITY are nowhere near and add nothing. Of a Gaussian of bandwidth h, the
 *  L^2 norm of a difference is at most (4 pi h^2)^(-params / 4) / (sqrt(2) h) times the
 *  transport distance of the measures.
 *  @param[out] out  [n_1 x ... x n_params] row-major, caller's
 *  @retval TDA_EINVAL  a bandwidth that is not positive; a matrix that is not symmetric and
 *          positive definite
 *  @par Cost  Gaussians along the axes: a product for each point and node within reach, eight
 *  and a half bandwidths at the default tolerance; other kernels: an exponential for each point
 *  and node. Threads over nodes
 *  @par Source  @cite loiseaux2023stable */
TDA_API tda_status tda_measure_convolution(tda_ctx *ctx, double *out,
                                           const tda_measure *measure,
                                           const tda_grid *grid,
                                           const tda_convolution_opts *opts) TDA_CHECKED;
/** The same at points.
 *  @param[out] out    [points], caller's
 *  @param      point  [points x params] finite */
TDA_API tda_status tda_measure_convolution_at(
    tda_ctx *ctx, double *out, const tda_measure *measure, tda_index points,
    const double *point, const tda_convolution_opts *opts) TDA_CHECKED;

/* ---------------------------------------------------------------------- projected measures */

/** Options of projections; start from TDA_SLICED_OPTS_INIT, and give a box. */
typedef struct tda_sliced_opts {
    size_t size; /**< set by TDA_SLICED_OPTS_INIT */
    tda_index
        directions; /**< at least 1; default 50. With two parameters they divide the half
                               circle; with one there is but one; with more they are drawn with
                               the seed of the context */
    tda_index resolution; /**< cells along each direction, at least 1; default 32 */
    const double *box;    /**< [2 x params] least and greatest corner of what is seen of a
                               measure, finite; default NULL: to be given */
    const double
        *units; /**< [params] positive: coordinates are divided by these first; default
                               NULL: 1 */
} tda_sliced_opts;
#define TDA_SLICED_OPTS_INIT                                                             \
    {                                                                                    \
        sizeof(tda_sliced_opts), 50, 32, NULL, NULL                                      \
    }

/** Sliced Wasserstein vectors: along each direction the mass up to t, its integral over each of
 *  equally many cells that reach across the box, over the number of directions. Linear in the
 *  measure. The L^1 distance of the rows of two measures of one mass is at most their sliced
 *  Wasserstein distance, and near to it where cells are small and the box holds both. Points with
 *  a coordinate of -INFINITY add nothing.
 *  @param[out] out  [directions x resolution]
 *  @retval TDA_EINVAL  no box; a number out of range
 *  @par Cost  O(points directions resolution)
 *  @par Source  @cite loiseaux2023stable */
TDA_API tda_status tda_measure_sliced(tda_ctx *ctx, double *out,
                                      const tda_measure *measure,
                                      const tda_sliced_opts *opts) TDA_CHECKED;

/** Kernels between signed measures. */
typedef enum tda_measure_kernel {
    TDA_MEASURE_KERNEL_SLICED =
        0, /**< exp(-d / (2 bandwidth^2)), d the sliced Wasserstein
                                        distance */
    TDA_MEASURE_KERNEL_CONVOLUTION, /**< the L^2 product of the measures made smooth by Gaussians
                                         of this bandwidth, of integral 1 */
} tda_measure_kernel;

/** Options of distances and kernels of measures; start from TDA_MEASURE_KERNEL_OPTS_INIT. */
typedef struct tda_measure_kernel_opts {
    size_t size;               /**< set by TDA_MEASURE_KERNEL_OPTS_INIT */
    tda_measure_kernel kernel; /**< default TDA_MEASURE_KERNEL_SLICED */
    double bandwidth;          /**< positive; default 1 */
    tda_index directions;      /**< as in tda_sliced_opts; default 50 */
    const double *corner;      /**< [params] all measures are zeroed out here first, as by
                               tda_measure_zero_out(), and have mass 0 then; default NULL: they are
                               of one mass, where distances are asked for */
    const double
        *units; /**< [params] positive: coordinates are divided by these first; default
                               NULL: 1 */
} tda_measure_kernel_opts;
#define TDA_MEASURE_KERNEL_OPTS_INIT                                                     \
    {                                                                                    \
        sizeof(tda_measure_kernel_opts), TDA_MEASURE_KERNEL_SLICED, 1, 50, NULL, NULL    \
    }

/** The sliced Wasserstein distance of every measure of a with every one of b: the mean, over
 *  directions, of the area between the masses up to t along the direction. At most the transport
 *  distance with Euclidean ways.
 *  @param[out] out  [a_count x b_count]; [a_count x a_count], symmetric, where b is NULL
 *  @retval TDA_EINVAL  measures of different masses or parameters, or with an infinite point, named
 *          by its number; an option out of range
 *  @par Cost  directions times a sort of each measure, and O(points) for each pair; threads over
 *  rows
 *  @par Source  @cite loiseaux2023stable */
TDA_API tda_status tda_measures_sliced_wasserstein(
    tda_ctx *ctx, double *out, const tda_measure *a, tda_index a_count,
    const tda_measure *b, tda_index b_count,
    const tda_measure_kernel_opts *opts) TDA_CHECKED;
/** The kernel of every measure of a with every one of b. Its Gram matrices have no negative
 *  eigenvalue.
 *  @param[out] out  [a_count x b_count]; [a_count x a_count], symmetric, where b is NULL
 *  @retval TDA_EINVAL  as tda_measures_sliced_wasserstein()
 *  @par Cost  as tda_measures_sliced_wasserstein(), or an exponential for each pair of points
 *  @par Source  @cite loiseaux2023stable */
TDA_API tda_status tda_measures_kernel(tda_ctx *ctx, double *out, const tda_measure *a,
                                       tda_index a_count, const tda_measure *b,
                                       tda_index b_count,
                                       const tda_measure_kernel_opts *opts) TDA_CHECKED;

/* --------------------------------------------------------- quantized features of measures */

/** Centres that stand for the points of a training set, and how far each reaches. */
typedef struct tda_measure_quantiser {
    int params;
    tda_index size; /**< centres */
    double *centre; /**< [size x params] in lexicographic order */
    double *radius; /**< [size] half the distance to the nearest other centre, positive */
} tda_measure_quantiser;
TDA_API void tda_measure_quantiser_clear(tda_measure_quantiser *quantiser);

/** Options of quantisers; start from TDA_MEASURE_QUANTISER_OPTS_INIT. */
typedef struct tda_measure_quantiser_opts {
    size_t size;          /**< set by TDA_MEASURE_QUANTISER_OPTS_INIT */
    tda_index centres;    /**< at least 1; default 16 */
    tda_index iterations; /**< at most, not negative; default 100 */
} tda_measure_quantiser_opts;
#define TDA_MEASURE_QUANTISER_OPTS_INIT                                                  \
    {                                                                                    \
        sizeof(tda_measure_quantiser_opts), 16, 100                                      \
    }

/** Centres of the finite points of many measures, each point as often as its weight says, whatever
 *  its sign: by k-means as in tda_diagrams_quantiser().
 *  @param[out] out  release with tda_measure_quantiser_clear()
 *  @retval TDA_EINVAL  no finite points; different numbers of parameters; an option out of range
 *  @par Cost  O(iterations points centres)
 *  @par Source  @cite royer2021atol */
TDA_API tda_status tda_measures_quantiser(
    tda_ctx *ctx, tda_measure_quantiser *out, const tda_measure *measures,
    tda_index count, const tda_measure_quantiser_opts *opts) TDA_CHECKED;

/** Quantized features: for each centre c with radius r the sum over the points of weight times
 *  exp(-|point - c|^2 / r^2). Linear in the measure.
 *  @param[out] out  [quantiser size]
 *  @retval TDA_EINVAL  another number of parameters
 *  @par Cost  O(points centres)
 *  @par Source  @cite royer2021atol */
TDA_API tda_status tda_measure_atol(tda_ctx *ctx, double *out, const tda_measure *measure,
                                    const tda_measure_quantiser *quantiser) TDA_CHECKED;

/* ------------------------------------------------------- representations of decompositions */

/** What a summand of a module says about a point x. The first three look at the summand within
 *  the window of all z with |z - x| <= delta in every coordinate; all but those by callback are
 *  between 0 and 1. The distance from x to a summand is the least e for which x + (e .. e) is above a
 *  birth and x - (e .. e) below a death. */
typedef enum tda_summand_function {
    TDA_SUMMAND_SEGMENT = 0, /**< its longest diagonal in the window, over 2 delta */
    TDA_SUMMAND_VOLUME,      /**< its volume in the window, over (2 delta)^params */
    TDA_SUMMAND_BOX,         /**< the volume of its largest box in the window, likewise */
    TDA_SUMMAND_LANDSCAPE, /**< the largest e with x - e and x + e in its closure, 0 outside;
                                  not bounded by 1; no bandwidth */
    TDA_SUMMAND_GAUSSIAN,    /**< exp(-distance^2 / (2 delta^2)) */
    TDA_SUMMAND_EXPONENTIAL, /**< exp(-distance / delta) */
    TDA_SUMMAND_LINEAR,      /**< 1 - distance / delta, 0 past delta */
    TDA_SUMMAND_CALLBACK,
} tda_summand_function;

/** How much a summand counts. */
typedef enum tda_summand_weight {
    TDA_WEIGHT_SEGMENT = 0, /**< its longest diagonal in the box, to a power */
    TDA_WEIGHT_VOLUME,      /**< its volume in the box, to a power */
    TDA_WEIGHT_ONE,
    TDA_WEIGHT_CALLBACK, /**< to no power */
} tda_summand_weight;

/** How the values of all summands become one. w are weights, v values. */
typedef enum tda_summand_operator {
    TDA_OPERATOR_MEAN = 0, /**< sum of w v over the sum of w; 0 where that is 0 */
    TDA_OPERATOR_SUM,      /**< sum of w v */
    TDA_OPERATOR_MAX,      /**< the largest w v; 0 of none */
    TDA_OPERATOR_LAYER,    /**< the `layer`-th largest w v, from 1; 0 of fewer */
    TDA_OPERATOR_NORM,     /**< (sum of |w v|^norm)^(1 / norm) */
    TDA_OPERATOR_CALLBACK,
} tda_summand_operator;

/** Callbacks may be called by several threads at once, where the context has several. */
typedef double tda_summand_fn(const tda_module *module, tda_index summand,
                              const double *x, void *user);
typedef double tda_weight_fn(const tda_module *module, tda_index summand, void *user);
/** @param value,weight  [size] of all summands */
typedef double tda_operator_fn(const double *value, const double *weight, tda_index size,
                               void *user);

/** Options of representations; start from TDA_REPRESENTATION_OPTS_INIT, and give a bandwidth. The
 *  representation V_p has power p, normalised with TDA_OPERATOR_MEAN and not with TDA_OPERATOR_SUM. */
typedef struct tda_representation_opts {
    size_t size;                   /**< set by TDA_REPRESENTATION_OPTS_INIT */
    tda_summand_function function; /**< default TDA_SUMMAND_SEGMENT */
    double bandwidth;              /**< delta, more than 0; default 0: to be given */
    tda_summand_weight weight;     /**< default TDA_WEIGHT_SEGMENT */
    double power;            /**< 0 or more; 0 counts summands that have a length, or a
                                        volume, in the box, and INFINITY is the largest value of
                                        a summand, whatever the weights, in place of mean and
                                        sum; default 1 */
    const double *box;       /**< [2 x params] least and greatest corner of where weights
                                        are taken; default NULL: the module's */
    tda_summand_operator op; /**< default TDA_OPERATOR_MEAN */
    tda_index layer;         /**< of TDA_OPERATOR_LAYER; default 1 */
    double norm;             /**< of TDA_OPERATOR_NORM, more than 0; default 2 */
    tda_summand_fn *function_fn; /**< of TDA_SUMMAND_CALLBACK */
    tda_weight_fn *weight_fn;    /**< of TDA_WEIGHT_CALLBACK; 0 or more */
    tda_operator_fn *op_fn;      /**< of TDA_OPERATOR_CALLBACK */
    void *user;                  /**< for callbacks */
} tda_representation_opts;
#define TDA_REPRESENTATION_OPTS_INIT                                                     \
    {                                                                                    \
        sizeof(tda_representation_opts), TDA_SUMMAND_SEGMENT, 0, TDA_WEIGHT_SEGMENT, 1,  \
            NULL, TDA_OPERATOR_MEAN, 1, 2, NULL, NULL, NULL, NULL                        \
    }

/** A representation of a module by its summands, on a grid: an operator over weighted functions of
 *  the summands. With a window function and the defaults, V is stable: where two modules have
 *  summands matched within e in every corner, V_0 over all of them and V_infinity change by at
 *  most e / delta; V_1 of m summands by at most e / delta + 4 e m / (sum of weights).
 *  @param[out] out     [n_1 x ... x n_params] row-major, caller's
 *  @param      module  as tda_presentation_module() and others give it
 *  @retval TDA_EINVAL  a bandwidth that is not positive; a weight that is infinite, negative or
 *          NaN, named by its summand; a callback that is missing, or gives NaN
 *  @retval TDA_ELIMIT  the sites, 8 bytes for each and each layer, pass the context's byte limit
 *  @par Cost  two parameters: for each summand the pixels that its function touches (all for the
 *  Gaussian and the exponential), each in constant time for a few corners, else by the corners
 *  in its window. Other numbers of parameters, and callbacks: all summands at all sites, by pairs
 *  of corners; volumes O(corners^(params + 1)). Threads over sites
 *  @par Source  @cite loiseaux2023framework */
TDA_API tda_status tda_module_representation(
    tda_ctx *ctx, double *out, const tda_module *module, const tda_grid *grid,
    const tda_representation_opts *opts) TDA_CHECKED;
/** The same at points.
 *  @param[out] out    [points], caller's
 *  @param      point  [points x params] finite */
TDA_API tda_status tda_module_representation_at(
    tda_ctx *ctx, double *out, const tda_module *module, tda_index points,
    const double *point, const tda_representation_opts *opts) TDA_CHECKED;
/** The pieces: the weights of all summands, to combine by hand.
 *  @param[out] out  [summands], caller's
 *  @par Cost  O(corners) for two parameters */
TDA_API tda_status tda_module_weights(tda_ctx *ctx, double *out, const tda_module *module,
                                      const tda_representation_opts *opts) TDA_CHECKED;
/** The pieces: the functions of all summands at points.
 *  @param[out] out  [points x summands], caller's */
TDA_API tda_status tda_module_functions(tda_ctx *ctx, double *out,
                                        const tda_module *module, tda_index points,
                                        const double *point,
                                        const tda_representation_opts *opts) TDA_CHECKED;

/** Multiparameter landscapes on a grid: layer k at x is the largest e for which the rank is at
 *  least k + 1 from x less e in every coordinate to x plus e. Each is 1-Lipschitz in x and in
 *  the interleaving distance.
 *  @param[out] out  [count x n_1 x ... x n_params], caller's
 *  @retval TDA_EINVAL  a negative count
 *  @par Cost  as tda_module_representation()
 *  @par Source  @cite vipond2020multiparameter */
TDA_API tda_status tda_module_landscape(tda_ctx *ctx, double *out,
                                        const tda_module *module, tda_index count,
                                        const tda_grid *grid) TDA_CHECKED;

/** The same from the bars of a rank invariant by rectangles: exact where they are those of all grades,
 *  within the step of the grid that they were made on otherwise.
 *  @param[out] out  [count x n_1 x ... x n_params], caller's
 *  @retval TDA_EINVAL  hooks; a negative count
 *  @par Cost  a sort of the bars about each node; threads over nodes */
TDA_API tda_status tda_signed_barcode_landscape(tda_ctx *ctx, double *out,
                                                const tda_signed_barcode *barcode,
                                                tda_index count,
                                                const tda_grid *grid) TDA_CHECKED;
/** The same from barcodes along the diagonals through the nodes: exact.
 *  @param[out] out  [count x n_1 x ... x n_params], caller's
 *  @par Cost  that of tda_presentation_slices() on as many lines as nodes lie on: n_1 + n_2 - 1
 *  on a grid of one step for both axes, n_1 n_2 at worst */
TDA_API tda_status tda_presentation_landscape(tda_ctx *ctx, double *out,
                                              const tda_presentation *presentation,
                                              tda_index count,
                                              const tda_grid *grid) TDA_CHECKED;
/** The same of homology of degree @p degree of a complex of any number of parameters; with three and
 *  more each line is a diagram of its own.
 *  @param[out] out  [count x n_1 x ... x n_params], caller's
 *  @retval TDA_EINVAL  a negative degree or count */
TDA_API tda_status tda_complex_landscape(tda_ctx *ctx, double *out,
                                         const tda_complex *complex, int degree,
                                         tda_index count,
                                         const tda_grid *grid) TDA_CHECKED;

/* ---------------------------------------------------------- images from bars along lines */

/** Options of images by lines; start from TDA_LINE_IMAGE_OPTS_INIT, and give a bandwidth. */
typedef struct tda_line_image_opts {
    size_t size;      /**< set by TDA_LINE_IMAGE_OPTS_INIT */
    double bandwidth; /**< sigma, more than 0; default 0: to be given */
    double
        power; /**< of the volume of a summand in the module's box, its weight; default 1 */
    tda_index lines; /**< diagonals across the box, equally spaced; default 50 */
    const double
        *box; /**< [2 x 2] least and greatest corner of where lines and weights are
                            taken, for images of several modules; default NULL: the module's */
} tda_line_image_opts;
#define TDA_LINE_IMAGE_OPTS_INIT                                                         \
    {                                                                                    \
        sizeof(tda_line_image_opts), 0, 1, 50, NULL                                      \
    }

/** A multiparameter persistence image: at x the sum over summands of weight times
 *  exp(-distance^2 / (2 sigma^2)), with the Euclidean distance from x to the nearest of the
 *  summand's bars along diagonals, cut at the box; summands that no line meets add nothing.
 *  @param[out] out     [n_1 x n_2] row-major, caller's
 *  @param      module  of two parameters
 *  @retval TDA_EINVAL  other numbers of parameters; a bandwidth that is not positive; no line
 *  @par Cost  O(nodes bars), bars at most summands times lines; threads over nodes
 *  @par Source  @cite carriere2020multiparameter */
TDA_API tda_status tda_module_line_image(tda_ctx *ctx, double *out,
                                         const tda_module *module, const tda_grid *grid,
                                         const tda_line_image_opts *opts) TDA_CHECKED;

/* ------------------------------------------------------------------------ kernels by lines */

/** Options of kernels of modules; start from TDA_MODULE_KERNEL_OPTS_INIT. */
typedef struct tda_module_kernel_opts {
    size_t size;      /**< set by TDA_MODULE_KERNEL_OPTS_INIT */
    tda_index angles; /**< of lines, at least 1; default 10 */
    tda_index
        offsets; /**< lines of each angle, equally spaced across the box; default 10 */
    double
        power; /**< a line weighs the lesser coordinate of its direction, a unit vector,
                              to this power, 0 or more; default 1 */
    const double
        *units; /**< [2] positive: coordinates are divided by these first; default NULL:
                              1 */
    const double
        *box; /**< [2 x 2] least and greatest corner of where lines are taken and bars
                              end; default NULL: the least box that holds all the modules' */
    const tda_diagram_kernel_opts
        *line; /**< the kernel of two barcodes; default NULL: scale
                                              space of bandwidth 1 */
} tda_module_kernel_opts;
#define TDA_MODULE_KERNEL_OPTS_INIT                                                      \
    {                                                                                    \
        sizeof(tda_module_kernel_opts), 10, 10, 1, NULL, NULL, NULL                      \
    }

/** The multiparameter kernel of every module of a with every one of b: the kernel of their barcodes
 *  along lines, weighted, integrated over the angles and offsets of lines. Gram matrices have no
 *  negative eigenvalue where those of the barcodes have none.
 *  @param[out] out  [a_count x b_count]; [a_count x a_count], symmetric, where b is NULL
 *  @param      a,b  modules of two parameters
 *  @retval TDA_EINVAL  other numbers of parameters; an option out of range
 *  @par Cost  angles times offsets times that of tda_diagrams_kernel()
 *  @par Source  @cite corbet2019kernel */
TDA_API tda_status tda_modules_kernel(tda_ctx *ctx, double *out, const tda_module *a,
                                      tda_index a_count, const tda_module *b,
                                      tda_index b_count,
                                      const tda_module_kernel_opts *opts) TDA_CHECKED;

TDA_END
#endif
