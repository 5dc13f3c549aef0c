/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file data.h  The nouns: clouds, distances, images, complexes, grids, measures, diagrams.
 *
 * Every algorithm of the library is a map between these. A noun that holds memory of its own
 * (filled by a reader, say) keeps it in `own`; a view made by the caller leaves `own` NULL,
 * and then its `_clear` frees nothing. */
#ifndef TDA_DATA_H
#define TDA_DATA_H
#include <tda/core.h>
TDA_BEGIN

/** What a filtration value of a simplex of points means. */
typedef enum tda_scale {
    TDA_SCALE_DIAMETER = 0,   /**< a Rips edge has its length, an alpha cell 2 radii */
    TDA_SCALE_RADIUS,         /**< half of that */
    TDA_SCALE_RADIUS_SQUARED, /**< the square of the radius, as GUDHI's alpha complexes */
} tda_scale;

/** How a result came to be: recorded in every complex and every result made from it. */
typedef struct tda_record {
    int field;           /**< characteristic of the coefficients: 2 */
    tda_scale scale;     /**< meaning of parameter 0, if made from points */
    double threshold;    /**< largest scale kept; +INFINITY: everything */
    uint64_t seed;       /**< of the context */
    char version[16];    /**< of the library */
    char filtration[32]; /**< such as "function-rips"; "": the caller's own */
} tda_record;

/* ------------------------------------------------------------------ points and distances */

/** Points in R^d, or d functions on them: a view of a row-major array. */
typedef struct tda_cloud {
    tda_index size;      /**< n points, possibly 0 */
    tda_index dimension; /**< d coordinates, at least 1 */
    const double *at;    /**< [n x d] row-major, finite */
    void *own;           /**< memory to free, or NULL */
} tda_cloud;

/** @retval TDA_EINVAL  a NaN or infinity, named by row and column (from 0); a negative size */
TDA_API tda_status tda_cloud_check(tda_ctx *ctx, const tda_cloud *cloud) TDA_CHECKED;
TDA_API void tda_cloud_clear(tda_cloud *cloud);

/** A finite metric (the triangle inequality is not asked for), dense or sparse. */
typedef struct tda_distances {
    tda_index size;        /**< n points */
    const double *lower;   /**< dense: [n (n-1)/2], pair i > j at i (i-1)/2 + j */
    tda_index pairs;       /**< sparse (lower NULL): pairs given, others infinite */
    const tda_index *tail; /**< sparse: [pairs] */
    const tda_index *head; /**< sparse: [pairs], head < tail; each pair once */
    const double *value;   /**< sparse: [pairs] */
    void *own;             /**< memory to free, or NULL */
} tda_distances;

/** @retval TDA_EINVAL  NaN or negative value, id out of range, pair given twice: named */
TDA_API tda_status tda_distances_check(tda_ctx *ctx, const tda_distances *d) TDA_CHECKED;
TDA_API void tda_distances_clear(tda_distances *distances);
/** The pairs of points at Euclidean distance at most @p threshold, as sparse distances: what a
 *  Rips filtration with that threshold needs of a cloud. Pairs stand by head, then by tail.
 *  @param[out] out        release with tda_distances_clear()
 *  @param      threshold  0 or more; INFINITY gives all pairs
 *  @retval TDA_EINVAL  a threshold that is negative or NaN; a distance past what a double holds
 *  @retval TDA_ELIMIT  the pairs, 40 bytes each, pass the context's byte limit
 *  @par Cost  O(n log n + pairs) by a k-d tree in low dimension, where the threshold is small;
 *  O(n^2 d) at worst and above dimension 15; threads over points */
TDA_API tda_status tda_cloud_neighbours(tda_ctx *ctx, tda_distances *out,
                                        const tda_cloud *cloud,
                                        double threshold) TDA_CHECKED;

enum { TDA_IMAGE_AXES = 8 };

/** A d-dimensional array of pixels with one or several channels: a strided view. */
typedef struct tda_image {
    int axes;                         /**< d, 1 .. TDA_IMAGE_AXES */
    int channels;                     /**< values a pixel, at least 1 */
    tda_index shape[TDA_IMAGE_AXES];  /**< pixels along each axis, each at least 1 */
    tda_index stride[TDA_IMAGE_AXES]; /**< in values, not bytes */
    tda_index channel_stride;         /**< in values */
    const double *at;                 /**< +INFINITY: the pixel never appears; no NaN */
    void *own;                        /**< memory to free, or NULL */
} tda_image;

TDA_API tda_status tda_image_check(tda_ctx *ctx, const tda_image *image) TDA_CHECKED;
TDA_API void tda_image_clear(tda_image *image);

/** Which cells the pixels of an image are. */
typedef enum tda_construction {
    TDA_CONSTRUCTION_T = 0, /**< pixels are top cells, a face appears with the first */
    TDA_CONSTRUCTION_V,     /**< pixels are vertices, a cube appears with the last */
} tda_construction;

/* ------------------------------------------------------------------------------ complexes */

/** A multifiltered cell complex over Z/2, as a view of its columns. Cells stand in any order;
 *  a cell's id is its row. A cell is present at z when one of its grades is <= z in every
 *  coordinate (closed sublevels). Grade coordinates may be -INFINITY (always) or +INFINITY
 *  (never), not NaN. */
typedef struct tda_cells {
    int params;                   /**< parameters, at least 1 */
    tda_index size;               /**< cells, possibly 0 */
    const int *dim;               /**< [size], at least 0 */
    const tda_index *start;       /**< [size+1] face[start[i]] .. are cell i's */
    const tda_index *face;        /**< ids of cells of one dimension less, each once */
    const tda_index *grade_start; /**< [size+1] likewise the rows of `grade`; NULL:
                                       each cell has one grade (a 1-critical complex) */
    const double *grade;          /**< [grades x params] row-major; those of a cell
                                       are an antichain in lexicographic order */
} tda_cells;

/** A checked complex with its axes and its record: the handle every invariant takes. */
typedef struct tda_complex tda_complex;

/** Copy and check a complex. Dominated and repeated grades of a cell are dropped; a cell
 *  without any finite grade never appears.
 *  @param[out] out  release with tda_complex_free()
 *  @retval TDA_EINVAL  NaN grade; face out of range, of the wrong dimension or repeated; the
 *          boundary of a boundary is not zero; a cell appears before one of its faces; the
 *          sentence names the cell
 *  @par Cost  O(cells + faces of faces) time, O(cells + faces) memory */
TDA_API tda_status tda_complex_new(tda_ctx *ctx, tda_complex **out,
                                   const tda_cells *cells) TDA_CHECKED;
TDA_API void tda_complex_free(tda_complex *complex);
/** The columns; valid as long as the complex. `grade_start` is NULL exactly when every cell
 *  has one grade. */
TDA_API const tda_cells *tda_complex_cells(const tda_complex *complex);
/** The largest dimension of a cell, -1 for the empty complex. */
TDA_API int tda_complex_dimension(const tda_complex *complex);

/** Name and unit of parameter @p param for people, such as "diameter", "same as input".
 *  Names longer than 63 bytes are cut. */
TDA_API void tda_complex_set_axis(tda_complex *complex, int param, const char *name,
                                  const char *unit);
TDA_API const char *tda_complex_axis_name(const tda_complex *complex, int param);
TDA_API const char *tda_complex_axis_unit(const tda_complex *complex, int param);
TDA_API tda_record tda_complex_record(const tda_complex *complex);

/** Simplices by their vertices, as a view: what tda_complex_new_simplicial() closes to a
 *  complex. A simplex may stand in several rows. */
typedef struct tda_simplices {
    int params;             /**< parameters, at least 1 */
    tda_index size;         /**< rows, possibly 0 */
    const tda_index *start; /**< [size+1] vertex[start[i]] .. are those of row i */
    const tda_index
        *vertex;          /**< ids that are not negative, in any order, each once a row */
    const double *grade;  /**< [size x params] row-major */
    const bool *ungraded; /**< [size] true: the row's grade is not read, and the simplex
                                  appears as soon as its faces do; NULL: all have one */
} tda_simplices;

/** The simplicial complex of all faces of the given simplices. A graded row makes its simplex
 *  and all faces present from its grade on. An ungraded row makes its simplex appear with the
 *  last of its faces (a vertex: at -INFINITY), as do those of its faces that no graded row
 *  contains. So the grades of a cell are the minimal ones of all that its rows say.
 *  Cells are ordered by dimension, then by their vertices in increasing order, so cell i of
 *  dimension 0 is the i-th smallest vertex id.
 *  @param[out] out   release with tda_complex_free()
 *  @param[out] cell  NULL, or [size] caller's: the cell that each row became
 *  @retval TDA_EINVAL  a row without vertices, with a negative or repeated one, or with a NaN
 *          grade; the sentence names the row
 *  @par Cost  O(faces of faces), by radix sorts; 2^(k+1) faces for a simplex of dimension k
 *  @par Source  simplex trees of multifiltered complexes: insertion as in GUDHI @cite gudhi */
TDA_API tda_status tda_complex_new_simplicial(tda_ctx *ctx, tda_complex **out,
                                              tda_index *cell,
                                              const tda_simplices *simplices) TDA_CHECKED;
/** @p in with new grades for all cells of dimension @p dimension and above: each appears as
 *  soon as its faces do. From 1: the lower-star filtration of the values on the vertices; from
 *  2: the flag filtration of those on the edges. From 0: all cells at -INFINITY.
 *  @retval TDA_EINVAL  a negative dimension
 *  @par Cost  O(cells + faces), times the grades of the faces of a k-critical complex */
TDA_API tda_status tda_complex_flagify(tda_ctx *ctx, tda_complex **out,
                                       const tda_complex *in, int dimension) TDA_CHECKED;

/** A 1-critical complex quasi-isomorphic to @p in at every grade: the path-graph resolution
 *  of a k-critical complex of two parameters (a copy if @p in is 1-critical, whatever its
 *  parameters).
 *  @param[out] origin  NULL, or receives an array [cells of out] with the cell of @p in that
 *              each new cell stands for; release with tda_index_free()
 *  @retval TDA_EINVAL  k-critical with other than two parameters
 *  @par Cost  O(sum of grades) cells; boundaries lengthen with the staircases
 *  @par Source  free resolution by path graphs, @cite bauer2025resolutions */
TDA_API tda_status tda_complex_resolve(tda_ctx *ctx, tda_complex **out,
                                       tda_index **origin,
                                       const tda_complex *in) TDA_CHECKED;
TDA_API void tda_index_free(tda_index *array);

/* ---------------------------------------------------------------------------------- grids */

/** A product of finite strictly increasing lists of values, one for each parameter. */
typedef struct tda_grid {
    int params;
    tda_index *start; /**< [params+1] axis i owns value[start[i]] .. [start[i+1]-1] */
    double *value;    /**< [start[params]] finite, strictly increasing on each axis */
} tda_grid;

/** resolution[i] equally spaced values on axis i from low[i] to high[i], both included exactly;
 *  values that rounding makes equal are one.
 *  @param[out] out       release with tda_grid_clear()
 *  @param low,high       [params] finite
 *  @param resolution     [params], each at least 1 (1: the greatest value alone)
 *  @retval TDA_EINVAL  an axis that is not finite or goes down */
TDA_API tda_status tda_grid_regular(tda_ctx *ctx, tda_grid *out, int params,
                                    const double *low, const double *high,
                                    const tda_index *resolution) TDA_CHECKED;
/** All distinct finite grade coordinates of @p complex. @par Cost  O(g log g), g grades */
TDA_API tda_status tda_complex_grid_exact(tda_ctx *ctx, tda_grid *out,
                                          const tda_complex *complex) TDA_CHECKED;
/** resolution[i] equally spaced values on axis i from its least to its greatest finite
 *  coordinate, both included exactly; one value where they are equal.
 *  @param resolution  [params], each at least 1 (1: the greatest value alone) */
TDA_API tda_status tda_complex_grid_regular(tda_ctx *ctx, tda_grid *out,
                                            const tda_complex *complex,
                                            const tda_index *resolution) TDA_CHECKED;
/** On axis i the values below or at which a share of j / (resolution[i] - 1) of all finite
 *  coordinates lies, j = 0 .. resolution[i] - 1: coordinates that occur, the first and the last
 *  among them; equal ones are one.
 *  @param resolution  [params], each at least 1 (1: the greatest value alone)
 *  @par Cost  as tda_complex_grid_exact() */
TDA_API tda_status tda_complex_grid_quantile(tda_ctx *ctx, tda_grid *out,
                                             const tda_complex *complex,
                                             const tda_index *resolution) TDA_CHECKED;
/** The coordinates that occur nearest to the values of tda_complex_grid_regular(), of two the
 *  smaller; equal ones are one. */
TDA_API tda_status tda_complex_grid_closest(tda_ctx *ctx, tda_grid *out,
                                            const tda_complex *complex,
                                            const tda_index *resolution) TDA_CHECKED;
TDA_API void tda_grid_clear(tda_grid *grid);
/** @p in with each grade coordinate moved up to the next grid value; +INFINITY past the last.
 *  At every node of the grid the sublevel complex is unchanged, so Hilbert functions and ranks
 *  between nodes are exact. Cell ids are kept.
 *  @par Source  multipers @cite loiseaux2024multipers, with values squeezed up, not to the
 *  nearest */
TDA_API tda_status tda_complex_squeeze(tda_ctx *ctx, tda_complex **out,
                                       const tda_complex *in,
                                       const tda_grid *grid) TDA_CHECKED;

/* -------------------------------------------------------------------------- presentations */

/** What the cell ids of a diagram, a measure or a presentation name. */
typedef enum tda_cell_kind {
    TDA_CELL_ROW = 0, /**< a cell of the complex it was made from */
    TDA_CELL_PAIR,    /**< the two points whose distance, or the one point whose birth or
                           function value, sets the value: tda_pair() of them */
    TDA_CELL_PIXEL, /**< the pixel whose value it is, counted in C order over the axes */
} tda_cell_kind;

/** A graded matrix over Z/2, as a view of its columns: what presents a module. Row r stands for
 *  a generator at its grade, column c for the relation that the sum of the generators
 *  row[start[c]] .. vanishes from its grade on. An entry's row is <= its column in every
 *  coordinate. Grade coordinates are finite or -INFINITY. */
typedef struct tda_matrix {
    int params;                 /**< 1 or 2 */
    tda_index rows;             /**< generators, possibly 0 */
    tda_index columns;          /**< relations, possibly 0 */
    const double *row_grade;    /**< [rows x params] row-major */
    const double *column_grade; /**< [columns x params] row-major */
    const tda_index *start;     /**< [columns+1] */
    const tda_index *row;       /**< [start[columns]] each once in a column */
    const tda_index
        *row_cell; /**< [rows x params] the cell whose grade the coordinate is, what
                                     gradients flow to; -1: a constant; NULL: all are */
    const tda_index *column_cell; /**< [columns x params] likewise */
} tda_matrix;

/** A checked graded matrix with the homology degree it presents and its record. */
typedef struct tda_presentation tda_presentation;

/** Copy and check a matrix, in the order given. It need not be minimal: see
 *  tda_presentation_minimise().
 *  @param[out] out  release with tda_presentation_free()
 *  @param degree    the homology degree that the module stands for, at least 0
 *  @retval TDA_EINVAL  a grade that is NaN or +INFINITY; an entry that is no row, stands twice or
 *          has a row that comes later than the column; the sentence names the place
 *  @par Cost  O(rows + columns + entries) */
TDA_API tda_status tda_presentation_new(tda_ctx *ctx, tda_presentation **out,
                                        const tda_matrix *matrix, int degree) TDA_CHECKED;
TDA_API void tda_presentation_free(tda_presentation *presentation);
/** The columns; valid as long as the presentation. The cells are not NULL. */
TDA_API const tda_matrix *tda_presentation_matrix(const tda_presentation *presentation);
TDA_API int tda_presentation_degree(const tda_presentation *presentation);
TDA_API tda_record tda_presentation_record(const tda_presentation *presentation);
/** What the cells of the matrix name: TDA_CELL_ROW where it was made from a complex or by the caller. */
TDA_API tda_cell_kind tda_presentation_cell_kind(const tda_presentation *presentation);

/** The complex along the line base + t direction: one parameter, t, the first at which the line is
 *  past a grade of the cell. Cell ids are kept, so the diagram of it is the barcode of the line.
 *  @param base,direction  [params] finite; a direction may be 0 in some parameters, which then
 *                         are held at the base
 *  @retval TDA_EINVAL  the direction is negative somewhere or 0 everywhere
 *  @par Cost  O(cells + faces + grades params) */
TDA_API tda_status tda_complex_push(tda_ctx *ctx, tda_complex **out,
                                    const tda_complex *in, const double *base,
                                    const double *direction) TDA_CHECKED;

/* ------------------------------------------------------------------------------- measures */

/** A signed measure, or signed barcode: a finite integer combination of point masses.
 *  Canonical: points in lexicographic order, distinct, weights nonzero, so that equal measures
 *  have equal bytes in `at` and `weight`. */
typedef struct tda_measure {
    int params;          /**< coordinates a point */
    int degree;          /**< homology degree; -1 for the Euler measure */
    tda_index size;      /**< points */
    double *at;          /**< [size x params] row-major, finite or -INFINITY */
    int64_t *weight;     /**< [size] */
    tda_index *cell;     /**< [size x params] whose grade the coordinate is, what
                             gradients flow to; -1: a constant */
    tda_cell_kind cells; /**< what `cell` names */
    tda_record record;
} tda_measure;

/** Make a measure from any list of points: sorts, adds up equal points, drops zeros and points
 *  with a +INFINITY coordinate, which no z reaches. Of equal points the cells of the first one
 *  listed that has the sign of the sum are kept. The degree is 0 and the record that of @p ctx,
 *  for the caller to set.
 *  @param cell  [size x params] or NULL for -1 everywhere
 *  @retval TDA_EINVAL  NaN coordinate, or a weight that overflows
 *  @par Cost  O(params n) by radix sort */
TDA_API tda_status tda_measure_new(tda_ctx *ctx, tda_measure *out, int params,
                                   tda_index size, const double *at,
                                   const int64_t *weight,
                                   const tda_index *cell) TDA_CHECKED;
TDA_API void tda_measure_clear(tda_measure *measure);
/** The measure of the Hilbert function restricted to z < @p corner (in every coordinate) and zero
 *  elsewhere: each point x of weight w becomes, for every set S of coordinates, a point of
 *  weight (-1)^|S| w at x with those of S replaced by the corner's. Its mass is 0. What to feed
 *  to a vectorizer or a transport distance that needs finite support and total mass 0.
 *  @param corner  [params] finite
 *  @retval TDA_EINVAL  a corner that is not finite
 *  @par Cost  O(2^params size)
 *  @par Source  multipers @cite loiseaux2024multipers, the mass default of its Hilbert measures */
TDA_API tda_status tda_measure_zero_out(tda_ctx *ctx, tda_measure *out,
                                        const tda_measure *in,
                                        const double *corner) TDA_CHECKED;
/** A corner past all points of these measures: in each coordinate a tenth of the width of what is
 *  finite above the greatest, and more where there is no width. Zeroed out at one corner, measures of
 *  different mass can be transported to each other.
 *  @param[out] corner  [params] caller's
 *  @retval TDA_EINVAL  measures of different numbers of parameters
 *  @par Source  multipers @cite loiseaux2024multipers has the same corner */
TDA_API tda_status tda_measures_corner(tda_ctx *ctx, double *corner,
                                       const tda_measure *measures,
                                       tda_index count) TDA_CHECKED;
/** The mass of {p <= z} on every node z of a grid: the Hilbert function for a Hilbert measure.
 *  @param[out] out  [n_1 x ... x n_params] row-major, caller's
 *  @par Cost  O(size log n + params product n_i) */
TDA_API tda_status tda_measure_evaluate(tda_ctx *ctx, int64_t *out,
                                        const tda_measure *measure,
                                        const tda_grid *grid) TDA_CHECKED;

/* ------------------------------------------------------------------------ signed barcodes */

/** What a bar of a signed barcode from a to b holds. */
typedef enum tda_bar_shape {
    TDA_BAR_RECTANGLE = 0, /**< all z with a <= z < b in every coordinate */
    TDA_BAR_HOOK,          /**< all z >= a but those >= b */
} tda_bar_shape;

/** A signed barcode: an integer combination of bars. The rank between s <= t is the weight of the
 *  bars that hold both. Canonical: bars in lexicographic order of (birth, death), distinct, none
 *  empty, weights nonzero, so that equal barcodes have equal bytes. */
typedef struct tda_signed_barcode {
    int params;
    int degree; /**< homology degree */
    tda_bar_shape shape;
    tda_index size; /**< bars */
    double *birth;  /**< [size x params] a; finite or -INFINITY */
    double *death;  /**< [size x params] b; +INFINITY: without end along that parameter */
    int64_t *weight; /**< [size] */
    tda_record record;
} tda_signed_barcode;

/** Make a signed barcode from any list of bars: sorts, adds up equal bars, drops zeros and empty
 *  bars. The degree is 0 and the record that of @p ctx, for the caller to set.
 *  @param birth,death  [size x params]
 *  @retval TDA_EINVAL  NaN; a birth of +INFINITY; a hook's death that is not >= its birth; a
 *          weight that overflows
 *  @par Cost  O(params n) by radix sort */
TDA_API tda_status tda_signed_barcode_new(tda_ctx *ctx, tda_signed_barcode *out,
                                          int params, tda_bar_shape shape, tda_index size,
                                          const double *birth, const double *death,
                                          const int64_t *weight) TDA_CHECKED;
TDA_API void tda_signed_barcode_clear(tda_signed_barcode *barcode);
/** The hooks with the same ranks as these rectangles of 1 or 2 parameters: the rank-exact form,
 *  the stable one under signed matchings.
 *  @param[out] out  release with tda_signed_barcode_clear()
 *  @par Source  @cite botnan2024signed */
TDA_API tda_status tda_signed_barcode_hooks(tda_ctx *ctx, tda_signed_barcode *out,
                                            const tda_signed_barcode *rectangles)
    TDA_CHECKED;
/** The Hilbert measure with the same dimensions: the inclusion and exclusion of corners.
 *  @param[out] out  release with tda_measure_clear() */
TDA_API tda_status tda_signed_barcode_hilbert_measure(
    tda_ctx *ctx, tda_measure *out, const tda_signed_barcode *barcode) TDA_CHECKED;
/** The weight of the bars that hold both @p s and @p t: the rank from s to t where s <= t.
 *  @param s,t  [params]. @par Cost  O(bars params) */
TDA_API int64_t tda_signed_barcode_rank(const tda_signed_barcode *barcode,
                                        const double *s, const double *t);

/* ------------------------------------------------------------------------------- diagrams */

/** Bars by degree: degree k owns bars start[k] .. start[k+1]-1, sorted by (birth, death,
 *  birth_cell, death_cell). Bars of length zero are left out. A cell here is what a gradient
 *  by the birth or death flows to. */
typedef struct tda_diagram {
    int degrees;           /**< homology degrees stored, 0 .. degrees-1 */
    tda_index *start;      /**< [degrees+1]; start[degrees] is the number of bars */
    double *birth;         /**< [bars] in the units of the filtration */
    double *death;         /**< [bars] +INFINITY for a class that never dies, or is cut */
    tda_index *birth_cell; /**< [bars] */
    tda_index *death_cell; /**< [bars] -1 where death is +INFINITY */
    bool *cut; /**< [bars] the filtration was cut by a threshold: the class lives
                                there, and whether it dies later is not known */
    tda_cell_kind cells; /**< what birth_cell and death_cell name */
    tda_record record;
} tda_diagram;

/** The id of a pair of points i and j, or of one point i = j: the place of (i, j) in a lower
 *  triangle with its diagonal, i (i + 1) / 2 + j where i >= j. */
TDA_API tda_index tda_pair(tda_index i, tda_index j);
/** The points *i >= *j of a pair @p id that is not negative. */
TDA_API void tda_pair_points(tda_index id, tda_index *i, tda_index *j);
TDA_API void tda_diagram_clear(tda_diagram *diagram);

/** Barcodes along lines, as a view: of some degrees of a filtration of several parameters. What
 *  writers and pictures of slices take. */
typedef struct tda_fibres {
    int params;              /**< of the filtration */
    tda_index lines;         /**< at least 1 */
    const double *base;      /**< [lines x params] */
    const double *direction; /**< [lines x params] */
    int degrees;             /**< how many are looked at */
    const int *degree;       /**< [degrees] which */
    const tda_diagram
        *bars; /**< [degrees x lines] the diagrams of all lines, for one degree after
                                  the other; of each only the bars of that degree count */
    const tda_index *const
        *vine; /**< [degrees] the vine of each bar, bars of one line after those
                                       of the one before; NULL: bars have none */
    const tda_measure
        *betti; /**< [degrees x 3] as tda_presentation_betti() gives them, for the
                                   picture; NULL: none */
} tda_fibres;

/** Representatives: one chain (or cochain) for each bar of a diagram, in the diagram's order. A
 *  chain is a sum of terms, each a coefficient times a cell. Chain i has the terms
 *  start[i] .. start[i+1]-1, and their cells are spelt by at[place[i]] .. at[place[i+1]-1],
 *  equally many entries a term: one where a cell is the row of a complex, k+1 where it is a
 *  simplex of degree k, named by its points. */
typedef struct tda_chains {
    tda_index size;   /**< chains */
    tda_index *start; /**< [size+1] terms */
    tda_index *place; /**< [size+1] offsets into at */
    tda_index *at;    /**< [place[size]] row ids, or points of simplices, ascending */
    int *coefficient; /**< [start[size]] 1 .. p-1 over Z/p */
} tda_chains;

TDA_API void tda_chains_clear(tda_chains *chains);

/* -------------------------------------------------------------------------------- modules */

/** A direct sum of intervals: summand i holds the z that are >= one of its births in every
 *  coordinate and < one of its deaths in every coordinate. In normal form births are minimal and
 *  deaths maximal, each in lexicographic order; no birth is without a death past it, nor the other
 *  way round; summands stand in lexicographic order of their births, then of their deaths. So
 *  equal modules have equal bytes. */
typedef struct tda_module {
    int params;
    int degree;             /**< homology degree */
    tda_index size;         /**< summands */
    tda_index *birth_start; /**< [size+1] where the births of each summand begin */
    double *birth;          /**< [births x params] row-major; -INFINITY: from ever on */
    tda_index *birth_cell;  /**< [births x params] whose grade the coordinate is, what
                                 gradients flow to; -1: a constant */
    tda_index *death_start; /**< [size+1] */
    double *death;          /**< [deaths x params]; +INFINITY: without end */
    tda_index *death_cell;  /**< [deaths x params] */
    tda_cell_kind cells;    /**< what the cells name */
    double error; /**< 0: exact; else how far apart the lines are that it was made from */
    double *box;  /**< [2 x params] the least and the greatest corner of the box that the
                       lines cover */
    tda_record record;
} tda_module;

/** Bring intervals to normal form: @p corners has all fields up to `cells`, those may be NULL for
 *  constants. The error is 0, the box that of all finite corners, the record the context's.
 *  @param[out] out  release with tda_module_clear()
 *  @retval TDA_EINVAL  NaN; a birth of +INFINITY or a death of -INFINITY; named by its place
 *  @par Cost  O(corners log corners) for 1 and 2 parameters, else O(sum of corners^2) */
TDA_API tda_status tda_module_new(tda_ctx *ctx, tda_module *out,
                                  const tda_module *corners) TDA_CHECKED;
TDA_API void tda_module_clear(tda_module *module);
/** How many summands hold both @p s and @p t: the rank from s to t where s <= t, the dimension
 *  where s = t.
 *  @param s,t  [params]. @par Cost  O(corners params) */
TDA_API tda_index tda_module_rank(const tda_module *module, const double *s,
                                  const double *t);
/** The barcode of the module along the line base + t direction, bars in the module's degree. The
 *  cells of a bar are those behind the coordinates that set its ends.
 *  @param[out] out        release with tda_diagram_clear()
 *  @param base,direction  [params] as for tda_complex_push()
 *  @retval TDA_EINVAL  a line that is not finite, goes down or nowhere */
TDA_API tda_status tda_module_slice(tda_ctx *ctx, tda_diagram *out,
                                    const tda_module *module, const double *base,
                                    const double *direction) TDA_CHECKED;
/** The Hilbert signed measure of a module of 1 or 2 parameters.
 *  @param[out] out  release with tda_measure_clear()
 *  @retval TDA_EINVAL  three or more parameters */
TDA_API tda_status tda_module_hilbert_measure(tda_ctx *ctx, tda_measure *out,
                                              const tda_module *module) TDA_CHECKED;
/** Multiparameter landscapes at points: out[i count + k] is the largest e for which the rank is at
 *  least k + 1 from point i less e in every coordinate to point i plus e; 0 if none is.
 *  @param[out] out    [points x count], caller's
 *  @param      point  [points x params] finite
 *  @retval TDA_EINVAL  a point that is not finite; a negative count
 *  @par Cost  O(points corners params)
 *  @par Source  @cite vipond2020multiparameter */
TDA_API tda_status tda_module_landscapes(tda_ctx *ctx, double *out,
                                         const tda_module *module, tda_index count,
                                         tda_index points,
                                         const double *point) TDA_CHECKED;

/** A module as a direct sum of indecomposable ones, which by the theorem of Krull, Remak and Schmidt
 *  are the same, up to isomorphism, however they are found. */
typedef struct tda_decomposition {
    tda_index size; /**< summands */
    tda_presentation *
        *summand; /**< [size] minimal presentations: first the intervals, in the
                                     order of `intervals`, then the others by the grades of
                                     their generators, then of their relations, in
                                     colexicographic order */
    tda_module
        intervals; /**< the summands that are intervals, by their exact corners: number
                               i is summand[i] */
} tda_decomposition;

TDA_API void tda_decomposition_clear(tda_decomposition *decomposition);

TDA_END
#endif
