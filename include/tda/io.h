/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file io.h  Reading and writing files, strictly: what is not understood is refused.
 *
 * Every reader works on a whole file in memory and names file, line and column (from 1) of
 * what it refuses. Numbers are read and written without regard to the locale; written numbers
 * are the shortest that read back as the same double. */
#ifndef TDA_IO_H
#define TDA_IO_H
#include <tda/data.h>
TDA_BEGIN

/* -------------------------------------------------------------------------------- numbers */

/** Read one number ("1", "-2.5e-3", "inf", "nan") that fills text [size] entirely.
 *  @return false, *out untouched, if it is none */
TDA_API bool tda_number_read(double *out, const char *text, size_t size);
enum { TDA_NUMBER_CHARS = 32 };
/** Write the shortest decimal that reads back as @p value; "inf", "-inf", "nan" otherwise.
 *  @param[out] text  [TDA_NUMBER_CHARS], NUL-terminated
 *  @return its length */
TDA_API int tda_number_write(char *text, double value);

/* -------------------------------------------------------------------------------- reading */

typedef enum tda_format {
    TDA_FORMAT_AUTO = 0, /**< by content, then by extension */
    TDA_FORMAT_POINTS,   /**< table: numbers between blanks, tabs, commas, semicolons */
    TDA_FORMAT_OFF,      /**< Geomview OFF, nOFF; ascii: points, or a mesh (`as`) */
    TDA_FORMAT_NPY,      /**< what `as` says: points, distances or image */
    TDA_FORMAT_LOWER,    /**< distances below the diagonal, row by row */
    TDA_FORMAT_UPPER,    /**< distances above the diagonal, row by row (pdist order) */
    TDA_FORMAT_FULL,     /**< square symmetric matrix of distances, zero diagonal */
    TDA_FORMAT_SPARSE,   /**< lines `i j distance`, 0-based; equal repeats are one */
    TDA_FORMAT_BINARY,   /**< ripser's float32 lower triangle without a header */
    TDA_FORMAT_DIPHA,    /**< DIPHA: distances (7; sparse: 8), image (1), complex (0) */
    TDA_FORMAT_RIVET,    /**< RIVET 1.0, 1.1: points(_fn), metric(_fn), bifiltration */
    TDA_FORMAT_FIREP,    /**< RIVET free implicit representation: dimensions 2, 1, 0 */
    TDA_FORMAT_SCC2020,  /**< chain complex, k-critical; the last block is dimension 0 */
    TDA_FORMAT_PERSEUS, /**< Perseus bitmap (dense cubical); a negative size: a periodic axis */
    TDA_FORMAT_FSC,  /**< GUDHI's complexes: lines of dimension, points, value */
    TDA_FORMAT_PHAT, /**< PHAT's boundary matrices, ascii or binary; cell i is at i */
    TDA_FORMAT_VALUE_FIRST, /**< as FSC, with the value before the dimension */
    TDA_FORMAT_NMFSIMTOP,   /**< Perseus: a line `1`, then simplices as FSC has them */
    TDA_FORMAT_HASSE, /**< GUDHI's Hasse diagrams: lines of dimension, boundary, value */
    TDA_FORMAT_HERA, /**< Hera's bifiltrations: lines of dimension, two values, boundary */
    TDA_FORMAT_SCUBTOP, /**< Perseus's sparse bitmaps: lines of whole coordinates, value */
    TDA_FORMATS
} tda_format;
/** "points", "off", ... as the command's --format takes it. */
TDA_API const char *tda_format_name(tda_format format);
/** @return false if no format has that name */
TDA_API bool tda_format_named(tda_format *out, const char *name);

typedef enum tda_kind {
    TDA_KIND_NONE = 0,
    TDA_KIND_CLOUD,
    TDA_KIND_DISTANCES,
    TDA_KIND_IMAGE,
    TDA_KIND_COMPLEX,
} tda_kind;

/** What a file held: the noun that `kind` names, and what its head said about its use. */
typedef struct tda_input {
    tda_kind kind;
    tda_format format;
    tda_cloud cloud;
    tda_distances distances;
    tda_image image;
    tda_complex *complex;
    tda_cloud
        function;      /**< [n x 1] in RIVET points_fn and metric_fn, and of a matrix with
                             `diagonal`; else size 0 */
    double threshold;  /**< --maxdist of a RIVET file, a diameter; else +INFINITY */
    bool reverse[2];   /**< RIVET --xreverse, --yreverse. Applied to a bifiltration
                              or firep; for points_fn and metric_fn reverse[0] tells that the
                              function is to be negated, and `function` holds it as written */
    char label[2][64]; /**< --xlabel, --ylabel; for a complex also set as its axes */
    char **columns;    /**< header of a table: [dimension] names, then NULL; or NULL */
    bool periodic[TDA_IMAGE_AXES]; /**< axes of a Perseus image whose ends are one */
} tda_input;

/** Options of readers; start from TDA_READ_OPTS_INIT. */
typedef struct tda_read_opts {
    size_t size;         /**< set by TDA_READ_OPTS_INIT */
    tda_format format;   /**< default TDA_FORMAT_AUTO */
    tda_kind as;         /**< what a npy array is: cloud [n x d] (default), distances
                             [n x n] or condensed, as pdist has them, or image. What an
                             OFF file is: the cloud of its vertices, or with complex, if it
                             has faces, their mesh: `complex` then holds vertices, edges
                             and polygons, all from -INFINITY on, and `cloud` the places
                             of the vertices. Elsewhere complex means cloud */
    bool channels_first; /**< npy image: channels on the first axis, not the last */
    int channels;        /**< npy image: 0 (default): none, all axes are the image's;
                              else the number the channel axis must have */
    bool diagonal; /**< a square matrix of distances may have any finite numbers on its
                        diagonal, the births of the points, which go to `function`;
                        default false: zeros */
} tda_read_opts;
#define TDA_READ_OPTS_INIT                                                               \
    {                                                                                    \
        sizeof(tda_read_opts), TDA_FORMAT_AUTO, TDA_KIND_CLOUD, false, 0, false          \
    }

/** Read a file.
 *  @param[out] out  release with tda_input_clear()
 *  @retval TDA_EIO      it cannot be opened or read
 *  @retval TDA_EFORMAT  it is not what it claims, is truncated, or holds what would be read
 *          wrongly by others: NaN, a pair given twice, a matrix that is not symmetric ...
 *  @par Cost  O(bytes); memory: the file and what it holds. A header's sizes are believed only
 *  as far as the file's own size bears them out */
TDA_API tda_status tda_input_read(tda_ctx *ctx, tda_input *out, const char *path,
                                  const tda_read_opts *opts) TDA_CHECKED;
/** The same from memory. @param name  stands for the path in messages and tells the extension */
TDA_API tda_status tda_input_parse(tda_ctx *ctx, tda_input *out, const char *name,
                                   const char *bytes, size_t size,
                                   const tda_read_opts *opts) TDA_CHECKED;
TDA_API void tda_input_clear(tda_input *input);
/** The axes of a npy array, -1 where these bytes are none. */
TDA_API int tda_npy_axes(const char *bytes, size_t size);
/** Many clouds of equal size: a npy array [m x n x d].
 *  @param[out] out    the first cloud; cloud i begins n d numbers after cloud i - 1. Release with
 *                     tda_cloud_clear(). Numbers are as they stand: see tda_cloud_check()
 *  @param[out] count  m
 *  @retval TDA_EFORMAT  an array of other than three axes, or of no coordinates */
TDA_API tda_status tda_batch_parse(tda_ctx *ctx, tda_cloud *out, tda_index *count,
                                   const char *name, const char *bytes,
                                   size_t size) TDA_CHECKED;

/** Read a diagram: a table with a header line that names degree (or dim), birth, death and
 *  perhaps birth_cell, death_cell and cut; one without, of 2 numbers a line (birth death), 3
 *  (degree birth death) or 4 (GUDHI's field degree birth death); a npy array of 2 columns or the
 *  6 of tda_diagram_npy(); a npz archive of tda_diagram_npz(), or one with dgm [bars x 2] and
 *  perhaps dim, or with H0, H1 ...; DIPHA's diagram; what ripser prints; the json of tda_diagram_json(). Bars without a degree have 0,
 *  bars without cells -1.
 *  @param[out] out  release with tda_diagram_clear()
 *  @retval TDA_EIO      it cannot be opened or read
 *  @retval TDA_EFORMAT  a NaN, a bar that dies before it is born, a row of another width: named
 *          by file, line and column */
TDA_API tda_status tda_diagram_read(tda_ctx *ctx, tda_diagram *out,
                                    const char *path) TDA_CHECKED;
/** The same from memory. @param name  stands for the path in messages */
TDA_API tda_status tda_diagram_parse(tda_ctx *ctx, tda_diagram *out, const char *name,
                                     const char *bytes, size_t size) TDA_CHECKED;

/** Read a module of intervals from the json of tda_module_json(). Its record is the context's.
 *  @param[out] out  release with tda_module_clear()
 *  @param degree    which of the modules of the file; -1: the only one
 *  @retval TDA_EIO      it cannot be opened or read
 *  @retval TDA_EFORMAT  no such module, or what no module is: named by file, line and column */
TDA_API tda_status tda_module_read(tda_ctx *ctx, tda_module *out, const char *path,
                                   int degree) TDA_CHECKED;
/** The same from memory. @param name  stands for the path in messages */
TDA_API tda_status tda_module_parse(tda_ctx *ctx, tda_module *out, const char *name,
                                    const char *bytes, size_t size,
                                    int degree) TDA_CHECKED;

/** Stands for a degree: the one that all rows of a table have. */
#define TDA_ONLY_DEGREE (-2)
/** Read a signed measure: the csv of tda_measure_csv(), a header `degree,x1..xp,weight` and a row a
 *  point. Rows of other degrees are passed over.
 *  @param[out] out  release with tda_measure_clear()
 *  @param degree    a degree, or TDA_ONLY_DEGREE
 *  @retval TDA_EIO      it cannot be opened or read
 *  @retval TDA_EFORMAT  another header; a row that is none; two degrees where one was to be */
TDA_API tda_status tda_measure_read(tda_ctx *ctx, tda_measure *out, const char *path,
                                    int degree) TDA_CHECKED;
/** Read a signed barcode by rectangles: likewise the csv of tda_signed_barcode_csv(), with
 *  `degree,a1..ap,b1..bp,weight`. @param[out] out  release with tda_signed_barcode_clear() */
TDA_API tda_status tda_signed_barcode_read(tda_ctx *ctx, tda_signed_barcode *out,
                                           const char *path, int degree) TDA_CHECKED;

/** A sequence of simplices that come and go: what tda_complex_zigzag_diagram() takes. */
typedef struct tda_zigzag {
    tda_complex *complex; /**< all simplices that ever come, each there from the start */
    tda_index steps;
    tda_index *cell; /**< [steps] the cell of each step */
    bool *removal;   /**< [steps] false: the step inserts its cell; true: removes it */
} tda_zigzag;

/** Read a zigzag: a line a step, `i 0 1 2` inserting the simplex on the points 0, 1, 2 and
 *  `d 0 1 2` removing it (+ and - are the same); `#` starts a comment.
 *  @param[out] out  release with tda_zigzag_clear()
 *  @retval TDA_EIO      it cannot be opened or read
 *  @retval TDA_EFORMAT  no such step; a simplex that comes twice or before its faces, or goes
 *          without being there or before a simplex that it is a face of: named by file and line
 *  @par Cost  O(2^k) for each simplex of k points */
TDA_API tda_status tda_zigzag_read(tda_ctx *ctx, tda_zigzag *out,
                                   const char *path) TDA_CHECKED;
/** The same from memory. @param name  stands for the path in messages */
TDA_API tda_status tda_zigzag_parse(tda_ctx *ctx, tda_zigzag *out, const char *name,
                                    const char *bytes, size_t size) TDA_CHECKED;
TDA_API void tda_zigzag_clear(tda_zigzag *zigzag);

/* -------------------------------------------------------------------------------- writing */
/* Writers append to `out`, and on failure leave it as it was. */

/** Lines `degree,x1..xp,weight` after a header line, measure by measure. */
TDA_API tda_status tda_measure_csv(tda_ctx *ctx, tda_bytes *out,
                                   const tda_measure *measures,
                                   tda_index count) TDA_CHECKED;
/** One JSON object: record, axes (from @p complex, or NULL) and a list of measures. `cell_kind` says
 *  what `cells` names: row, pair or pixel, as tda_cell_kind. */
TDA_API tda_status tda_measure_json(tda_ctx *ctx, tda_bytes *out,
                                    const tda_measure *measures, tda_index count,
                                    const tda_complex *complex) TDA_CHECKED;
/** npy array [atoms x (1 + params + 1)] of f8: degree, coordinates, weight. */
TDA_API tda_status tda_measure_npy(tda_ctx *ctx, tda_bytes *out,
                                   const tda_measure *measures,
                                   tda_index count) TDA_CHECKED;
/** Lines `degree,birth,death,birth_cell,death_cell,cut` after a header line, degree by degree:
 *  no death is "inf", cut is 0 or 1. @retval TDA_EINVAL  a NaN, as in the other writers */
TDA_API tda_status tda_diagram_csv(tda_ctx *ctx, tda_bytes *out,
                                   const tda_diagram *diagram) TDA_CHECKED;
/** Lines `kind,degree,birth,death,birth_cell,death_cell,cut` after a header line, diagram by
 *  diagram: several in one table, such as those of tda_complex_extended_diagram().
 *  @param diagrams  [count] @param kind  [count] what stands in the first column */
TDA_API tda_status tda_diagrams_csv(tda_ctx *ctx, tda_bytes *out,
                                    const tda_diagram *diagrams, const char *const *kind,
                                    tda_index count) TDA_CHECKED;
/** npy array [bars x 7] of f8 with the columns of tda_diagrams_csv(), the kind being the number of the
 *  diagram from 0. @param diagrams  [count] */
TDA_API tda_status tda_diagrams_npy(tda_ctx *ctx, tda_bytes *out,
                                    const tda_diagram *diagrams,
                                    tda_index count) TDA_CHECKED;
/** npz archive of kind [bars] i8, the number of the diagram, and of dgm, dim, birth_cell, death_cell and cut
 *  as tda_diagram_npz() has them; meta.json names the kinds. @param diagrams  [count]
 *  @param kind  [count] @retval TDA_ELIMIT  it would pass 4 GB */
TDA_API tda_status tda_diagrams_npz(tda_ctx *ctx, tda_bytes *out,
                                    const tda_diagram *diagrams, const char *const *kind,
                                    tda_index count) TDA_CHECKED;
/** One JSON object: under each kind what tda_diagram_json() writes. @param diagrams  [count]
 *  @param kind  [count] */
TDA_API tda_status tda_diagrams_json(tda_ctx *ctx, tda_bytes *out,
                                     const tda_diagram *diagrams, const char *const *kind,
                                     tda_index count) TDA_CHECKED;
/** One JSON object: record, what the cells are, and the columns of each degree. */
TDA_API tda_status tda_diagram_json(tda_ctx *ctx, tda_bytes *out,
                                    const tda_diagram *diagram) TDA_CHECKED;
/** npy array [bars x 6] of f8 with the columns of the csv. */
TDA_API tda_status tda_diagram_npy(tda_ctx *ctx, tda_bytes *out,
                                   const tda_diagram *diagram) TDA_CHECKED;
/** npz archive, not compressed, of dgm [bars x 2] f8, dim, birth_cell and death_cell [bars] i8,
 *  cut [bars] bool, H0, H1, ... [bars of the degree x 2] f8, and meta.json, the record.
 *  @retval TDA_ELIMIT  it would pass 4 GB */
TDA_API tda_status tda_diagram_npz(tda_ctx *ctx, tda_bytes *out,
                                   const tda_diagram *diagram) TDA_CHECKED;
/** GUDHI's text (.pers): lines `field  degree birth death `, no death being "inf". Cells, and
 *  whether a bar is cut, are not written. */
TDA_API tda_status tda_diagram_pers(tda_ctx *ctx, tda_bytes *out,
                                    const tda_diagram *diagram) TDA_CHECKED;
/** DIPHA's persistence diagram (type 2): an infinite bar of degree k has the degree -k - 1 and
 *  for its death the greatest finite value of the diagram. */
TDA_API tda_status tda_diagram_dipha(tda_ctx *ctx, tda_bytes *out,
                                     const tda_diagram *diagram) TDA_CHECKED;
/** Lines `bar,coefficient,cell,points` after a header line, the points being the ids of the
 *  vertices of the cell with blanks between them; `bar,coefficient,points` where the chains
 *  spell simplices by their points.
 *  @param complex  the one whose rows the chains name, or NULL
 *  @retval TDA_EINVAL  a cell that the complex does not have */
TDA_API tda_status tda_chains_csv(tda_ctx *ctx, tda_bytes *out, const tda_chains *chains,
                                  const tda_complex *complex) TDA_CHECKED;
/** npy of doubles (`<f8`) or of 64-bit integers (`<i8`), C order.
 *  @param shape  [axes] @param values  [product of shape] */
TDA_API tda_status tda_npy_f8(tda_ctx *ctx, tda_bytes *out, int axes,
                              const tda_index *shape, const double *values) TDA_CHECKED;
TDA_API tda_status tda_npy_i8(tda_ctx *ctx, tda_bytes *out, int axes,
                              const tda_index *shape, const int64_t *values) TDA_CHECKED;
/** Plain csv table, one row a point. @param columns  [dimension] names for a header, or NULL */
TDA_API tda_status tda_cloud_csv(tda_ctx *ctx, tda_bytes *out, const tda_cloud *cloud,
                                 const char *const *columns) TDA_CHECKED;
/** scc2020, strict: no comments, ` ; ` with one blank each side, LF. Cells keep their order
 *  within a dimension; those that never appear are left out. */
TDA_API tda_status tda_complex_scc2020(tda_ctx *ctx, tda_bytes *out,
                                       const tda_complex *complex) TDA_CHECKED;
/** firep of degree @p degree: cells of dimension degree+1, degree, and the number of those of
 *  degree-1; those that never appear are left out, and numbers have no exponents, as RIVET
 *  wants. @retval TDA_EINVAL  not a 1-critical complex of two parameters; a grade of -INFINITY */
TDA_API tda_status tda_complex_firep(tda_ctx *ctx, tda_bytes *out,
                                     const tda_complex *complex, int degree) TDA_CHECKED;
/** Lines `degree,a1..ap,b1..bp,weight` after a header line, bars from a to b; "inf" where a bar has
 *  no end. */
TDA_API tda_status tda_signed_barcode_csv(tda_ctx *ctx, tda_bytes *out,
                                          const tda_signed_barcode *barcodes,
                                          tda_index count) TDA_CHECKED;
/** One JSON object: record, axes (from @p complex, or NULL) and a list of barcodes. */
TDA_API tda_status tda_signed_barcode_json(tda_ctx *ctx, tda_bytes *out,
                                           const tda_signed_barcode *barcodes,
                                           tda_index count,
                                           const tda_complex *complex) TDA_CHECKED;
/** npy array [bars x (1 + 2 params + 1)] of f8, its columns those of the csv. */
TDA_API tda_status tda_signed_barcode_npy(tda_ctx *ctx, tda_bytes *out,
                                          const tda_signed_barcode *barcodes,
                                          tda_index count) TDA_CHECKED;
/** Barcodes along lines as lines `line,degree,birth,death,birth_cell,death_cell,cut` after a header
 *  line, lines numbered from 0, for one degree after the other; `,vine` at the end where bars have
 *  one. @retval TDA_EINVAL  a NaN */
TDA_API tda_status tda_fibres_csv(tda_ctx *ctx, tda_bytes *out,
                                  const tda_fibres *fibres) TDA_CHECKED;
/** npy array [bars x 7 or 8] of f8, its columns those of the csv. */
TDA_API tda_status tda_fibres_npy(tda_ctx *ctx, tda_bytes *out,
                                  const tda_fibres *fibres) TDA_CHECKED;
/** One JSON object: record, axes (from @p complex, or NULL), base and direction of the lines, and
 *  the columns of the csv for each degree. */
TDA_API tda_status tda_fibres_json(tda_ctx *ctx, tda_bytes *out, const tda_fibres *fibres,
                                   const tda_complex *complex) TDA_CHECKED;
/** Corners of modules as lines `degree,summand,corner,x1..xp` after a header line, corner being
 *  birth or death; "-inf" and "inf" where there is no end. */
TDA_API tda_status tda_module_csv(tda_ctx *ctx, tda_bytes *out, const tda_module *modules,
                                  tda_index count) TDA_CHECKED;
/** One JSON object: record, axes (from @p complex, or NULL), and of each module its degree, error,
 *  box and summands with their births, deaths and the cells behind them. */
TDA_API tda_status tda_module_json(tda_ctx *ctx, tda_bytes *out,
                                   const tda_module *modules, tda_index count,
                                   const tda_complex *complex) TDA_CHECKED;
/** npz archive, not compressed, of all summands: degree [summands] i8; birth and death [corners x
 *  params] f8 and the cells behind them, birth_cell and death_cell i8; birth_start and death_start
 *  [summands + 1] i8, where the corners of each begin; and meta.json: the record, and of each module
 *  degree, error and box. @retval TDA_ELIMIT  it would pass 4 GB */
TDA_API tda_status tda_module_npz(tda_ctx *ctx, tda_bytes *out, const tda_module *modules,
                                  tda_index count) TDA_CHECKED;
/** One JSON object: record, axes (from @p complex, or NULL), and of each decomposition its degree, how
 *  many intervals and others there are, and the summands: generators, relations, the cells behind
 *  them and the generators in each relation; of intervals also births and deaths. */
TDA_API tda_status tda_decomposition_json(tda_ctx *ctx, tda_bytes *out,
                                          const tda_decomposition *decompositions,
                                          tda_index count,
                                          const tda_complex *complex) TDA_CHECKED;
/** npz archive, not compressed, of degree and weight [bars] i8, birth and death [bars x params] f8,
 *  and meta.json: the record and what the bars are. @retval TDA_ELIMIT  it would pass 4 GB */
TDA_API tda_status tda_signed_barcode_npz(tda_ctx *ctx, tda_bytes *out,
                                          const tda_signed_barcode *barcodes,
                                          tda_index count) TDA_CHECKED;
/** A presentation as scc2020, strict, generators and relations in colexicographic order: what
 *  mpfree writes and AIDA reads. */
TDA_API tda_status tda_presentation_scc2020(
    tda_ctx *ctx, tda_bytes *out, const tda_presentation *presentation) TDA_CHECKED;
/** A presentation as firep without cells of dimension 0, so that readers take it for homology of
 *  degree 1; numbers have no exponents. @retval TDA_EINVAL  one parameter; a grade of -INFINITY */
TDA_API tda_status tda_presentation_firep(
    tda_ctx *ctx, tda_bytes *out, const tda_presentation *presentation) TDA_CHECKED;
/** Betti numbers as lines `degree,betti,x1..xp,count` after a header line.
 *  @param betti  [3 x count] as tda_presentation_betti() gives them, degree by degree */
TDA_API tda_status tda_betti_csv(tda_ctx *ctx, tda_bytes *out, const tda_measure *betti,
                                 tda_index count) TDA_CHECKED;
/** One JSON object: record, axes, and of each presentation its degree, generators, relations,
 *  the cells behind them, the generators in each relation, and the Betti numbers.
 *  @param presentations  [count] of equal record and number of parameters
 *  @param betti          [3 x count] likewise
 *  @param complex        gives the axes; NULL: "parameter 1" ... */
TDA_API tda_status tda_presentation_json(tda_ctx *ctx, tda_bytes *out,
                                         const tda_presentation *const *presentations,
                                         const tda_measure *betti, tda_index count,
                                         const tda_complex *complex) TDA_CHECKED;
/** Write bytes to @p path by way of a temporary file beside it that is renamed at the end: an
 *  interruption leaves the old file or the new one, never half of one. */
TDA_API tda_status tda_bytes_write(tda_ctx *ctx, const char *path,
                                   const tda_bytes *bytes) TDA_CHECKED;

TDA_END
#endif
