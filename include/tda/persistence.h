/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file persistence.h  One-parameter persistence of complexes. */
#ifndef TDA_PERSISTENCE_H
#define TDA_PERSISTENCE_H
#include <limits.h>
#include <math.h>
#include <tda/data.h>
TDA_BEGIN

/** How the boundary matrix of a complex is reduced. The diagram is the same for all. */
typedef enum tda_engine {
    TDA_ENGINE_AUTO = 0,   /**< by a look at the sizes of the levels */
    TDA_ENGINE_TWIST,      /**< boundaries, from the top dimension down with clearing */
    TDA_ENGINE_COHOMOLOGY, /**< coboundaries, from the bottom up with clearing */
    TDA_ENGINE_PHAT,       /**< PHAT's twist; cannot be cancelled while it runs */
    TDA_ENGINE_CHUNK, /**< boundaries, each part of the filtration by itself first, which
                                threads share */
} tda_engine;

/** Options of tda_complex_diagram(); start from TDA_REDUCTION_OPTS_INIT. */
typedef struct tda_reduction_opts {
    size_t size;       /**< set by TDA_REDUCTION_OPTS_INIT */
    int max_degree;    /**< last homology degree; default INT_MAX, all */
    tda_engine engine; /**< default TDA_ENGINE_AUTO */
    bool cocycles; /**< representatives are cocycles rather than cycles; default false */
} tda_reduction_opts;
#define TDA_REDUCTION_OPTS_INIT                                                          \
    {                                                                                    \
        sizeof(tda_reduction_opts), INT_MAX, TDA_ENGINE_AUTO, false                      \
    }

/** Persistence diagram over Z/2 of a complex of one parameter, or of one axis of several.
 *  Bars of length zero are dropped; ties between cells break by dimension, then id. Where the
 *  record of the complex has a finite threshold and param is 0, what lives at the end is cut, but
 *  for the class of degree 0 that is born first.
 *
 *  A representative is a sum of cells with coefficient 1, named by their ids, ascending in the
 *  order of the filtration for cycles and descending for cocycles. A cycle: all its cells are
 *  there at the birth, birth_cell among them; it is no boundary before the death, and is one
 *  at the death (so in degree 0 it is the sum of two points, the younger of them birth_cell, but
 *  one point where the class never dies). A cocycle: at any value from the birth up to the death,
 *  its cells that are there by then sum to a cocycle that is no coboundary; it has
 *  birth_cell among them and no cell before it.
 *  @param[out] out     release with tda_diagram_clear()
 *  @param[out] chains  NULL, or receives a representative for each bar; release with
 *                      tda_chains_clear()
 *  @param      param   the parameter swept, 0 .. params-1, the others being ignored (taken at
 *                      their top); k-critical cells enter at their smallest value
 *  @retval TDA_EINVAL  no such parameter; representatives asked of PHAT or chunks, cycles of cohomology
 *          or cocycles of twist; a negative degree
 *  @par Cost  cubic at worst, near linear in practice: a sort, two walks over the cells that find
 *  nearly all pairs, and the columns left. Union-find for degree 0, and for the
 *  highest where no facet has more than two cofaces. Representatives keep
 *  every column whole and take several times as long
 *  @par Source  clearing: @cite chen2011persistent; cohomology: @cite desilva2011dualities;
 *  chunks: @cite bauer2014clear; bit trees: @cite bauer2017phat */
TDA_API tda_status tda_complex_diagram(tda_ctx *ctx, tda_diagram *out, tda_chains *chains,
                                       const tda_complex *complex, int param,
                                       const tda_reduction_opts *opts) TDA_CHECKED;

/** The four kinds of bars of extended persistence. */
typedef enum tda_extension {
    TDA_ORDINARY = 0,  /**< born and dead in the sublevels: birth < death */
    TDA_RELATIVE,      /**< born and dead relative to superlevels: birth > death */
    TDA_EXTENDED_UP,   /**< a class of the whole complex, birth <= death */
    TDA_EXTENDED_DOWN, /**< a class of the whole complex, birth > death */
    TDA_EXTENSIONS,
} tda_extension;

/** Extended persistence over Z/2 of a function on the points of a complex: first the sublevel
 *  complexes grow, a cell coming with its greatest point; then the complex is taken relative to
 *  superlevel complexes, a cell coming to those with its least point. No class lives for ever.
 *  Ordinary and relative bars of length zero are dropped; extended ones are all kept, so that
 *  those of a degree are as many as its Betti number. The degree of a relative bar is that of the relative
 *  homology. The cells of the bars are the points (cells of dimension 0) whose values they are, of
 *  equal ones the first. The grades of the complex are not looked at.
 *  @param[out] out       release each with tda_diagram_clear()
 *  @param      function  [cells of dimension 0] finite, in the order of their ids
 *  @retval TDA_EINVAL  a value that is not finite; a cell of positive dimension without faces
 *  @par Cost  that of coboundaries in tda_complex_diagram() on a complex of twice as many
 *  cells; on graphs a little more than linear in practice
 *  @par Source  @cite cohensteiner2009extending */
TDA_API tda_status tda_complex_extended_diagram(tda_ctx *ctx,
                                                tda_diagram out[TDA_EXTENSIONS],
                                                const tda_complex *complex,
                                                const double *function) TDA_CHECKED;

/** Zigzag persistence over Z/2: K_0 is empty, step t = 1 .. steps inserts a cell of the complex or
 *  removes one, which makes K_t. A bar [b, d) is a class that lives in K_b .. K_{d-1}: step b
 *  brought it and step d ended it, and birth_cell and death_cell are the cells of these steps. It
 *  is closed where the step b inserts, open where it removes; at its end open where
 *  d inserts, closed where it removes. What lives in the last complex has death = +INFINITY. The
 *  grades of the complex are not looked at.
 *  @param[out] out      release with tda_diagram_clear()
 *  @param      cell     [steps] ids
 *  @param      removal  [steps] false: the step inserts its cell; true: removes it
 *  @retval TDA_EINVAL  a step that inserts what is there or what lacks a face, or removes what
 *          is not there or has cofaces: named, from 1
 *  @par Cost  that of coboundaries in tda_complex_diagram() on two cells for each insertion;
 *  a little more than linear in the steps in practice, where few cells are there at a time
 *  @par Source  @cite dey2022fast */
TDA_API tda_status tda_complex_zigzag_diagram(tda_ctx *ctx, tda_diagram *out,
                                              const tda_complex *complex, tda_index steps,
                                              const tda_index *cell,
                                              const bool *removal) TDA_CHECKED;

/* ------------------------------------------------------------------------------------- alpha */

/** Options of alpha persistence; start from TDA_ALPHA_OPTS_INIT. */
typedef struct tda_alpha_opts {
    size_t size;    /**< set by TDA_ALPHA_OPTS_INIT */
    int max_degree; /**< last homology degree; default INT_MAX, all */
    double
        threshold; /**< what comes later is left out, in units of `scale`; default INFINITY */
    tda_scale scale; /**< meaning of the values; default TDA_SCALE_DIAMETER */
} tda_alpha_opts;
#define TDA_ALPHA_OPTS_INIT                                                              \
    {                                                                                    \
        sizeof(tda_alpha_opts), INT_MAX, (double)INFINITY, TDA_SCALE_DIAMETER            \
    }

/** Persistence diagram over Z/2 of the alpha filtration of points in R^1 to R^3, straight from the
 *  triangulation: the complex is not built. The bars are those of tda_complex_diagram() on the
 *  complex of tda_cloud_alpha(), to the last bit, and their cells (TDA_CELL_ROW) the rows of
 *  that complex.
 *  @param[out] out  release with tda_diagram_clear()
 *  @retval TDA_EINVAL  points in more than three dimensions; a negative degree or threshold
 *  @retval TDA_ELIMIT  the triangulation passes the context's byte limit
 *  @par Cost  the triangulation, near linear on usual clouds; then a radix sort and union-find
 *  for degree 0 and the highest one, which in the plane is all, and in space a reduction of
 *  degree 1. About 250 bytes a point in the plane and 1000 in space. The call into CGAL cannot
 *  be cancelled
 *  @par Source  @cite edelsbrunner1994three; voids by duality @cite delfinado1995incremental */
TDA_API tda_status tda_cloud_alpha_diagram(tda_ctx *ctx, tda_diagram *out,
                                           const tda_cloud *cloud,
                                           const tda_alpha_opts *opts) TDA_CHECKED;

/* ---------------------------------------------------------------------------- Vietoris-Rips */

/** Options of Rips persistence; start from TDA_RIPS_OPTS_INIT. */
typedef struct tda_rips_opts {
    size_t size;    /**< set by TDA_RIPS_OPTS_INIT */
    int max_degree; /**< homology degrees 0 .. max_degree; default 1 */
    int field; /**< characteristic of the coefficients: a prime below 2^15; default 2 */
    double
        threshold; /**< edges past it are left out, in units of `scale`; default INFINITY:
                               nothing is lost */
    tda_scale scale; /**< what the value of an edge is; default TDA_SCALE_DIAMETER */
    const double
        *births; /**< [n] when each point appears, in units of `scale`, finite; an edge
                               then appears no earlier than its points. NULL: all at 0 */
    tda_choice
        collapse;  /**< an edge collapse first? It changes nothing in the diagram. AUTO:
                               from degree 3 on, and in degree 2 where less than a quarter of the
                               pairs are joined; not where representatives are asked for */
    bool cocycles; /**< representatives are cocycles rather than cycles; default false */
    double
        sparse; /**< above 0 and below 1: of tda_cloud_sparsify(), the pairs to use, and
                         then births are not allowed; default 0: all pairs, exact */
} tda_rips_opts;
#define TDA_RIPS_OPTS_INIT                                                               \
    {                                                                                    \
        sizeof(tda_rips_opts), 1, 2, (double)INFINITY, TDA_SCALE_DIAMETER, NULL,         \
            TDA_CHOICE_AUTO, false, 0                                                    \
    }

/** Persistence diagram of the Vietoris-Rips filtration: all simplices on the points, each with
 *  the largest value of its edges. The complex is not built. Cells of the diagram are
 *  TDA_CELL_PAIR: the edge, or the point, that sets each value; values are those of the edges to
 *  the last bit, and the same as those of tda_cloud_function_rips().
 *
 *  Representatives are as those of tda_complex_diagram(), with coefficients in Z/p: simplices are
 *  named by their points, ascending, which is also their orientation. A cycle of degree 0 is
 *  the younger point less an older one. They are not unique; after a
 *  collapse a cycle may lack birth_cell, and cocycles are refused.
 *  @param[out] out     release with tda_diagram_clear(); max_degree + 1 degrees
 *  @param[out] chains  NULL, or receives a representative for each bar; release with
 *                      tda_chains_clear(). Cocycles cost little more than the bars; cycles a
 *                      second reduction, of homology, for the columns that are not trivial
 *  @param      opts  or NULL
 *  @retval TDA_EINVAL  a negative degree; a field that is no prime below 2^15; a birth that is
 *          not finite
 *  @retval TDA_ELIMIT  simplices of degree max_degree + 1 do not fit keys of 127 bits: the
 *          number of edges, and max_degree times a point; or the byte limit is passed
 *  @par Cost  O(n^2 d + n^2 log n) for the edges, less with a threshold in low dimension; 4 n^2
 *  bytes for their ranks, or, where points have few neighbours (more than 512 points, joined to
 *  less than one in 48 of the others on average), 32 bytes an edge. Then the time and memory
 *  follow the simplices in no apparent pair and the length of their reduced columns, cubic in the
 *  number of simplices at worst. Threads share the columns
 *  @par Source  cohomology and clearing @cite desilva2011dualities; implicit coboundaries,
 *  apparent and emergent pairs, enclosing radius @cite bauer2021ripser */
TDA_API tda_status tda_cloud_rips_diagram(tda_ctx *ctx, tda_diagram *out,
                                          tda_chains *chains, const tda_cloud *cloud,
                                          const tda_rips_opts *opts) TDA_CHECKED;
/** The same of distances, dense or sparse: pairs at +INFINITY, and those that sparse distances
 *  do not give, are never joined. */
TDA_API tda_status tda_distances_rips_diagram(tda_ctx *ctx, tda_diagram *out,
                                              tda_chains *chains, const tda_distances *d,
                                              const tda_rips_opts *opts) TDA_CHECKED;

/** Hilbert signed measures over Z/2 of degree-Rips bifiltrations, the same as
 *  tda_complex_hilbert_measure() of tda_cloud_degree_rips(), without building a complex: exact, on
 *  the grid of all lengths and the given degrees.
 *  @param[out] out         [last-first+1]; release each with tda_measure_clear(). `cells` is
 *                          TDA_CELL_PAIR: parameter 0 comes from two points, or from one where it is
 *                          the scale at which it comes to have k neighbours; parameter 1 is constant
 *  @param      degree      [degrees] from 0 on, strictly increasing
 *  @param      normalised  the second parameter is -k / (n - 1) in place of -k
 *  @param      first,last  homology degrees, 0 <= first <= last
 *  @param      opts        threshold, scale and collapse are looked at; or NULL
 *  @retval TDA_EINVAL  a list that is empty or does not increase; births, sparse or a field in opts
 *  @par Cost  that of tda_cloud_rips_diagram() for each degree; 16 bytes an edge up to the threshold
 *  @par Source  @cite lesnick2015interactive section 1.2 */
TDA_API tda_status tda_cloud_degree_rips_measure(tda_ctx *ctx, tda_measure *out,
                                                 const tda_cloud *cloud,
                                                 const tda_index *degree,
                                                 tda_index degrees, bool normalised,
                                                 int first, int last,
                                                 const tda_rips_opts *opts) TDA_CHECKED;
TDA_API tda_status tda_distances_degree_rips_measure(
    tda_ctx *ctx, tda_measure *out, const tda_distances *d, const tda_index *degree,
    tda_index degrees, bool normalised, int first, int last,
    const tda_rips_opts *opts) TDA_CHECKED;

/* ---------------------------------------------------------------------------- edge collapse */

/** A smaller filtered graph with the same persistence: edges that are dominated leave, or come
 *  as late as they can. At every value the flag complexes of @p in and of the result have the
 *  same homotopy type, the second included in the first, so that the Rips diagrams are equal in
 *  all degrees, and every value is one of @p in to the last bit. Edges past the enclosing radius
 *  leave as well. Pairs stand by value.
 *  @param[out] out        sparse; release with tda_distances_clear()
 *  @param      threshold  0 or more; edges past it are left out. INFINITY: only infinite ones
 *  @retval TDA_EINVAL  bad distances, as tda_distances_check(); a negative threshold or NaN
 *  @retval TDA_ELIMIT  2^31 points or edges, or the byte limit is passed
 *  @par Cost  a few passes over common neighbours for each edge: O(edges n^2) at worst, with a
 *  small factor; 4 n^2 bytes where more than an eighth of the pairs are joined (up to
 *  8,192 points), else some 28 bytes a run of 64 neighbours. Past a million edges of the latter
 *  kind threads share the work, and some more edges stay, as many for every number of threads
 *  @par Source  @cite boissonnat2020edge, as improved in @cite glisse2022swap */
TDA_API tda_status tda_distances_collapse(tda_ctx *ctx, tda_distances *out,
                                          const tda_distances *in,
                                          double threshold) TDA_CHECKED;

/* ------------------------------------------------------------------------------- sparse Rips */

/** Few pairs whose Rips filtration is near that of all: for points in a space of low dimension
 *  O(n) of them. Points are taken by farthest point sampling, from point 0 on; with L(x) the
 *  distance of x to those before it (INFINITY for the first), a pair at distance d, y the later
 *  one, gets the value
 *    - d                  where epsilon d <= 2 L(y),
 *    - 2 (d - L(y)/epsilon)  else, where epsilon d <= L(x) + L(y) and this value times
 *                         epsilon (1 - epsilon) / 2 is at most L(y), and
 *    - no edge at all     otherwise.
 *  The diagrams of the result are within a factor 1 / (1 - epsilon) of the exact ones: in each
 *  degree bars can be matched whose births and deaths both differ by no greater factor, bars for
 *  which death / birth is at most the square of the factor staying unmatched. These are the values
 *  of GUDHI; the simplices that it holds back as well change no homology.
 *  @param[out] out      release with tda_distances_clear()
 *  @param      epsilon  above 0 and below 1; the smaller, the nearer and the larger
 *  @retval TDA_EINVAL  an epsilon out of range
 *  @par Cost  O(n^2 d) time, O(n) memory beside the result
 *  @par Source  @cite cavanna2015geometric */
TDA_API tda_status tda_cloud_sparsify(tda_ctx *ctx, tda_distances *out,
                                      const tda_cloud *cloud, double epsilon) TDA_CHECKED;
/** The same of a metric: the guarantee needs the triangle inequality.
 *  @param in  dense
 *  @retval TDA_EINVAL  an epsilon out of range; sparse distances */
TDA_API tda_status tda_distances_sparsify(tda_ctx *ctx, tda_distances *out,
                                          const tda_distances *in,
                                          double epsilon) TDA_CHECKED;

/* ----------------------------------------------------------------------------------- images */

/** Options of image diagrams; start from TDA_IMAGE_DIAGRAM_OPTS_INIT. */
typedef struct tda_image_diagram_opts {
    size_t size;                   /**< set by TDA_IMAGE_DIAGRAM_OPTS_INIT */
    tda_construction construction; /**< which cells the pixels are; default T */
    int channel;                   /**< the one that is swept; default 0 */
    int max_degree;                /**< last homology degree; default INT_MAX, all */
    bool periodic
        [TDA_IMAGE_AXES]; /**< do the ends of the axis meet? default no. An axis of
                                        one or two pixels may be periodic: it is a circle */
} tda_image_diagram_opts;
#define TDA_IMAGE_DIAGRAM_OPTS_INIT                                                      \
    {                                                                                    \
        sizeof(tda_image_diagram_opts), TDA_CONSTRUCTION_T, 0, INT_MAX,                  \
        {                                                                                \
            false                                                                        \
        }                                                                                \
    }

/** Persistence diagram over Z/2 of the cubical complex of an image, straight from its pixels:
 *  that of tda_image_cubical(), or of its quotient where axes close up, with bars named by the pixels whose values they have
 *  (#TDA_CELL_PIXEL; of equal pixels one that depends on their places alone). Degrees 0 to the
 *  number of axes less one are stored, and that number itself if all axes are periodic; none
 *  past max_degree. The record's filtration is "cubical-t" or "cubical-v".
 *  @param[out] out  release with tda_diagram_clear()
 *  @param image  of any number of axes; where a pixel is +INFINITY there is nothing
 *  @retval TDA_EINVAL  a NaN; no such channel, construction or degree
 *  @retval TDA_ELIMIT  more than 2^32 pixels with a margin of one about them
 *  @par Cost  degree 0 and the last by union-find, near linear, where sorting costs most. So
 *  two axes take some 20 bytes a pixel beside the image; three take 60 bytes, and degree 1 is
 *  reduced on the few cells that have no partner of the same value near them: cubic in these at
 *  worst, near linear in practice. Four and more axes take 3^axes steps a pixel and more
 *  @par Source  T by duality @cite bleile2022persistent, @cite garin2020duality; partners in
 *  the star of a pixel @cite robins2011theory; degrees between by columns, those cleared that
 *  a pair above has settled @cite chen2011persistent */
TDA_API tda_status tda_image_diagram(tda_ctx *ctx, tda_diagram *out,
                                     const tda_image *image,
                                     const tda_image_diagram_opts *opts) TDA_CHECKED;

/* ------------------------------------------------------------- distances between diagrams
 * Bars are matched with bars of the same degree, or with their nearest place on the diagonal.
 * Bars that never die, cut or not, are matched among themselves by birth, and likewise those
 * born at -INFINITY by death; where their numbers differ the distance is +INFINITY. */

/** Options of distances between diagrams; start from TDA_DISTANCE_OPTS_INIT. */
typedef struct tda_distance_opts {
    size_t size;  /**< set by TDA_DISTANCE_OPTS_INIT */
    int degree;   /**< homology degree, or -1 (default): all of them */
    double order; /**< q of the Wasserstein distance, 1 .. INFINITY; default 2 */
    double norm;  /**< p of the ground norm, 1 .. INFINITY; default INFINITY: |x|_p of the
                        differences of births and of deaths */
    double
        gap; /**< the bottleneck or Wasserstein distance found may be larger than the true
                        one by this factor less one, and is proved not to be larger than
                        that; default 0: exact */
    tda_index directions; /**< of the sliced Wasserstein distance; default 50 */
} tda_distance_opts;
#define TDA_DISTANCE_OPTS_INIT                                                           \
    {                                                                                    \
        sizeof(tda_distance_opts), -1, 2, (double)INFINITY, 0, 50                        \
    }

/** Who is matched with whom: each bar of either diagram, of the degrees asked for, once. */
typedef struct tda_matching {
    tda_index size; /**< pairs */
    tda_index *a;   /**< [size] the bar of the first diagram, -1: the diagonal */
    tda_index *b;   /**< [size] the bar of the second, -1: the diagonal */
    double
        *length; /**< [size] how far apart they are; +INFINITY: a bar that never dies and
                         has no partner */
} tda_matching;
TDA_API void tda_matching_clear(tda_matching *matching);

/** The bottleneck distance: the least t such that the diagrams can be matched with no two
 *  partners farther apart than t. Over several degrees the greatest.
 *  @param[out] matching  NULL, or receives one that is as long; release with
 *              tda_matching_clear()
 *  @retval TDA_EINVAL  a bar that dies before it is born, or a NaN; an option out of range
 *  @par Cost  O(n log n) for each of at most 64 thresholds on usual diagrams, where few bars are
 *  longer than the distance; O(h n log n) at worst, h of the n bars being so
 *  @par Source  geometric matching by trees that forget @cite efrat2001geometry, as in Hera
 *  @cite kerber2017geometry, one side of long bars after the other @cite mendelsohn1958some */
TDA_API tda_status tda_diagram_bottleneck(tda_ctx *ctx, double *out,
                                          tda_matching *matching, const tda_diagram *a,
                                          const tda_diagram *b,
                                          const tda_distance_opts *opts) TDA_CHECKED;
/** The q-Wasserstein distance: the least (sum of d^q)^(1/q) over all matchings, d being how far
 *  partners are apart in the ground norm. Over several degrees the sum goes over all of them.
 *  order = INFINITY is the bottleneck distance. Exact, up to the rounding of the sum, unless a gap
 *  is allowed: then an auction finds a matching and prices that prove how near it is to the least.
 *  @param[out] matching  NULL, or receives the least one; release with tda_matching_clear()
 *  @retval TDA_EINVAL  as tda_diagram_bottleneck()
 *  @retval TDA_ELIMIT  the pairs that may be matched pass the byte limit, at 12 bytes each
 *  @par Cost  O(n) shortest paths among the pairs that are nearer to each other than both to the
 *  diagonal, which are few for short bars and n^2 at worst; O(n^2) time and n^2 / 4 bytes where
 *  all bars are born together
 *  @par Source  definition @cite cohensteiner2010lipschitz; shortest augmenting paths
 *  @cite jonker1987shortest; auctions @cite bertsekas1988auction */
TDA_API tda_status tda_diagram_wasserstein(tda_ctx *ctx, double *out,
                                           tda_matching *matching, const tda_diagram *a,
                                           const tda_diagram *b,
                                           const tda_distance_opts *opts) TDA_CHECKED;
/** The sliced Wasserstein distance: the mean, over directions that divide the half circle
 *  equally, of the 1-Wasserstein distance of the projections, each diagram being completed by
 *  the other's feet on the diagonal. To it is added the 1-Wasserstein distance of the births of
 *  bars that never die; over several degrees it is summed. order, norm and gap are ignored.
 *  @retval TDA_EINVAL  as tda_diagram_bottleneck()
 *  @par Cost  O(directions n log n); threads over directions
 *  @par Source  @cite carriere2017sliced */
TDA_API tda_status tda_diagram_sliced_wasserstein(
    tda_ctx *ctx, double *out, const tda_diagram *a, const tda_diagram *b,
    const tda_distance_opts *opts) TDA_CHECKED;

TDA_END
#endif
