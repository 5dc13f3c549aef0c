/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file filtration.h  From points, distances and images to multifiltered complexes. */
#ifndef TDA_FILTRATION_H
#define TDA_FILTRATION_H
#include <math.h>
#include <tda/data.h>
TDA_BEGIN

/* ----------------------------------------------------------------------- vertex functions
 * Each fills out [n], one value a point. Small values appear first, so functions that measure
 * density are signed to let dense points come first. */

/** Gaussian kernel density, negated: out[i] = -(1/n) sum_j exp(-|x_i - x_j|^2 / (2 h^2)), the
 *  sum over all j, i itself included. Not normalised by the kernel's integral.
 *  @param bandwidth  h > 0, in units of the coordinates
 *  @par Cost  O(n^2 d) at worst, O(n d) memory; pairs farther than about 10 h are skipped, and
 *  in dimension 1 and 2 groups of near points are summed by an expansion, which changes no
 *  result by more than rounding; threads over points
 *  @par Source  @cite silverman1986 section 4.2, without the constant */
TDA_API tda_status tda_cloud_kde(tda_ctx *ctx, double *out, const tda_cloud *cloud,
                                 double bandwidth) TDA_CHECKED;
/** Distance to a measure: out[i] = sqrt((1/k) sum of |x_i - x_j|^2 over the k nearest
 *  neighbours j of i, i itself the first), k = ceil(mass n): the smallest with k / n >= mass
 *  as doubles, so that a mass of 0.07 means 7 points of 100.
 *  @param mass  in (0, 1]
 *  @par Cost  O(n k log n) in low dimension by a k-d tree, O(n^2 d) at worst
 *  @par Source  @cite chazal2011geometric section 3 */
TDA_API tda_status tda_cloud_dtm(tda_ctx *ctx, double *out, const tda_cloud *cloud,
                                 double mass) TDA_CHECKED;
/** Distance to the k-th nearest neighbour; a point is its own first neighbour, so k = 1 gives
 *  zero. @param k  1 .. n */
TDA_API tda_status tda_cloud_knn(tda_ctx *ctx, double *out, const tda_cloud *cloud,
                                 tda_index k) TDA_CHECKED;
/** out[i] = ((1/n) sum_j |x_i - x_j|^p)^(1/p), the largest distance for p = INFINITY.
 *  @param p  at least 1 @par Cost  O(n^2 d); threads over points
 *  @par Source  @cite chazal2009gromov */
TDA_API tda_status tda_cloud_eccentricity(tda_ctx *ctx, double *out,
                                          const tda_cloud *cloud, double p) TDA_CHECKED;

/** The same functions on a finite metric. Sparse: a missing pair is at +INFINITY, adding zero
 *  to a density; a function that becomes infinite is refused. */
TDA_API tda_status tda_distances_kde(tda_ctx *ctx, double *out, const tda_distances *d,
                                     double bandwidth) TDA_CHECKED;
TDA_API tda_status tda_distances_dtm(tda_ctx *ctx, double *out, const tda_distances *d,
                                     double mass) TDA_CHECKED;
TDA_API tda_status tda_distances_knn(tda_ctx *ctx, double *out, const tda_distances *d,
                                     tda_index k) TDA_CHECKED;
TDA_API tda_status tda_distances_eccentricity(tda_ctx *ctx, double *out,
                                              const tda_distances *d,
                                              double p) TDA_CHECKED;

/* ------------------------------------------------------------------------ simplicial ones */

/** Options of the builders from points and distances; start from TDA_POINTS_OPTS_INIT. */
typedef struct tda_points_opts {
    size_t size;       /**< set by TDA_POINTS_OPTS_INIT */
    int max_dimension; /**< largest dimension of a simplex; default 2, enough for degree 1.
                            Alpha complexes ignore it */
    double threshold;  /**< simplices past it are left out, in units of `scale`;
                            default INFINITY */
    tda_scale scale;   /**< meaning of parameter 0; default TDA_SCALE_DIAMETER */
    bool collapse;     /**< function-Rips: leave edges out that change no homology at any
                            grade, with all simplices on them; default false: all are there */
} tda_points_opts;
#define TDA_POINTS_OPTS_INIT                                                             \
    {                                                                                    \
        sizeof(tda_points_opts), 2, (double)INFINITY, TDA_SCALE_DIAMETER, false          \
    }

/** What a run would cost, known before it starts. */
typedef struct tda_estimate {
    tda_index cells; /**< cells of the complex; INT64_MAX: more than that */
    tda_index bytes; /**< peak memory of building and reducing it */
} tda_estimate;

/** Function-Rips multifiltration: all simplices on at most max_dimension+1 points with
 *  diameter at most the threshold. The grade of a simplex is (its diameter, the maximum of
 *  each function over its points); without functions it is the one-parameter Rips filtration.
 *  Cell i < n is point i. Cells are ordered by dimension, then by vertices. Points at infinite
 *  distance are never joined.
 *  @param function  [n x k] one or more functions, finite; NULL for none
 *  @retval TDA_ELIMIT  the estimate passes the context's byte limit; the sentence gives it
 *  @par Cost  O(n^2 d + cells) time, O(cells) memory, by clique expansion. With opts->collapse
 *  some passes over the common neighbours of each edge before, O(edges n^2) at worst, and the cells
 *  are those of the graph that is left: of homology below the largest dimension, and of what follows
 *  from it, nothing changes, but Euler measures and grids of all grades do
 *  @par Source  @cite carlsson2009multidimensional section 2; expansion @cite zomorodian2010fast;
 *  collapse @cite alonso2023filtration */
TDA_API tda_status tda_cloud_function_rips(tda_ctx *ctx, tda_complex **out,
                                           const tda_cloud *cloud,
                                           const tda_cloud *function,
                                           const tda_points_opts *opts) TDA_CHECKED;
TDA_API tda_status tda_distances_function_rips(tda_ctx *ctx, tda_complex **out,
                                               const tda_distances *d,
                                               const tda_cloud *function,
                                               const tda_points_opts *opts) TDA_CHECKED;
/** Cells and bytes of the function-Rips complex: exact without a threshold and up to triangles,
 *  an upper bound otherwise. @par Cost  O(n^2 d + edges n / 64) */
TDA_API tda_status
tda_cloud_function_rips_estimate(tda_ctx *ctx, tda_estimate *out, const tda_cloud *cloud,
                                 const tda_points_opts *opts) TDA_CHECKED;
TDA_API tda_status tda_distances_function_rips_estimate(
    tda_ctx *ctx, tda_estimate *out, const tda_distances *d,
    const tda_points_opts *opts) TDA_CHECKED;

/** Degree-Rips bifiltration: at (r, -k) the Rips complex at scale r on the points that have at least
 *  k others within r. So the second parameter is the negated degree, and dense points come first.
 *  A simplex has a grade for each degree of the list, but those that a higher degree makes
 *  superfluous: (r, -k) with r the least at which all its points are within r of each other and
 *  have k neighbours. Cells as those of tda_cloud_function_rips().
 *  @param degree      [degrees] from 0 on, strictly increasing
 *  @param normalised  the second parameter is -k / (n - 1): the share of the other points
 *  @param opts  or NULL. With a threshold neither simplices nor grades past it are kept
 *  @retval TDA_EINVAL  a list that is empty or does not increase
 *  @retval TDA_ELIMIT  the estimate passes the context's byte limit
 *  @par Cost  as tda_cloud_function_rips(), and O(cells dimension degrees); for its Hilbert
 *  measure see tda_cloud_degree_rips_measure(), which needs no complex
 *  @par Source  @cite lesnick2015interactive section 1.2 */
TDA_API tda_status tda_cloud_degree_rips(tda_ctx *ctx, tda_complex **out,
                                         const tda_cloud *cloud, const tda_index *degree,
                                         tda_index degrees, bool normalised,
                                         const tda_points_opts *opts) TDA_CHECKED;
TDA_API tda_status tda_distances_degree_rips(tda_ctx *ctx, tda_complex **out,
                                             const tda_distances *d,
                                             const tda_index *degree, tda_index degrees,
                                             bool normalised,
                                             const tda_points_opts *opts) TDA_CHECKED;

/** Alpha complex with lower-star functions. The grade of a Delaunay simplex is (its alpha
 *  value, the maximum of each function over its points). Homotopy equivalent at each scale to
 *  the union of balls about all points; with functions it is the lower-star filtration of the
 *  whole Delaunay triangulation, not the Delaunay triangulation of each sublevel set.
 *  Cell i < n is point i. A repeated point is joined by an edge to the copy that appears first
 *  (of several functions the first counts most; ties: the smallest id), which alone carries
 *  further simplices.
 *  @param cloud     in R^1 to R^15, by CGAL's kernels with exact predicates
 *  @param function  [n x k], or NULL for the one-parameter alpha filtration
 *  @par Cost  O(n^ceil(d/2)) cells at worst, near linear on usual clouds in R^2 and R^3; above,
 *  the cells about a point grow some eightfold with each dimension. The call into CGAL cannot
 *  be cancelled, and in R^4 and above it may abort when memory runs out (as GMP does)
 *  @par Source  @cite edelsbrunner1994three; CGAL @cite cgal */
TDA_API tda_status tda_cloud_alpha(tda_ctx *ctx, tda_complex **out,
                                   const tda_cloud *cloud, const tda_cloud *function,
                                   const tda_points_opts *opts) TDA_CHECKED;

/** Function-Delaunay bifiltration of a function on points: 1-critical, with the homology of the
 *  function-Cech bifiltration at every radius and value, that is of the union of balls of the
 *  radius about the points up to the value. The points are inserted by value into a Delaunay
 *  triangulation; the complex has all simplices that are ever in it, and those that join a
 *  point to the cells that it replaces, so its dimension is one more than that of the points.
 *  The grade of a simplex is (radius of the smallest ball about its points, in the unit of
 *  `scale`; largest function value of them). Cell i < n is point i. A repeated point is joined
 *  by an edge to the copy with the smallest value (ties: id), which alone carries more.
 *  @param cloud     in R^1 to R^15
 *  @param function  [n x 1]
 *  @par Cost  O(n^ceil((d+1)/2)) cells at worst, near linear on usual clouds and functions in R^2
 *  and R^3: 20 cells a point of 10,000 uniform ones in the plane, 130 of 4,000 in space, in random
 *  order. The call into CGAL cannot be cancelled
 *  @par Source  @cite alonso2024delaunay */
TDA_API tda_status tda_cloud_function_delaunay(tda_ctx *ctx, tda_complex **out,
                                               const tda_cloud *cloud,
                                               const tda_cloud *function,
                                               const tda_points_opts *opts) TDA_CHECKED;

/** Delaunay core bifiltration: at (r, -k) the alpha complex at scale r on the points whose ball of
 *  radius r / beta holds at least k points, the point itself being the first. So the second
 *  parameter is the negated number of neighbours, and dense points come first; with beta = 0 it
 *  plays no part. A simplex has the grade (max(its alpha value, beta times the greatest distance of its
 *  points to their k-th neighbour), -k) for each k of the list, but those that a higher k makes
 *  superfluous. Cells as those of tda_cloud_alpha().
 *  @param cloud  in R^1 to R^15
 *  @param k      [ks] from 1 on, strictly increasing; past the number of points nothing appears
 *  @param beta   0 or more; 1 is usual
 *  @param opts   threshold, past which neither simplices nor grades are kept, and scale; or NULL
 *  @retval TDA_EINVAL  a list that is empty or does not increase; a beta out of range
 *  @par Cost  as tda_cloud_alpha(), tda_cloud_knn() for each k, and O(cells dimension ks)
 *  @par Source  @cite blaser2024core */
TDA_API tda_status tda_cloud_delaunay_core(tda_ctx *ctx, tda_complex **out,
                                           const tda_cloud *cloud, const tda_index *k,
                                           tda_index ks, double beta,
                                           const tda_points_opts *opts) TDA_CHECKED;

/** Multicover bifiltration up to an order: at (r, -k), for k = 1 .. order, a complex of the homotopy
 *  type of the set of places within r of at least k points. Its cells are those of the rhomboid tiling
 *  with fewer than `order` points inside their spheres, those that reach past that depth being cut
 *  there; they are polytopes of dimension up to that of the points and one more, not simplices, each
 *  with one grade (its least radius, in the unit of `scale`; the negated number of points inside its
 *  spheres, or the negated order for a cut). Copies of a point count as often as they are there.
 *  @param cloud  in R^1 to R^3
 *  @param order  1 or more; past the number of points it makes no difference
 *  @param opts   threshold and scale are looked at; or NULL
 *  @par Cost  O(n^2) time to list neighbours, and the cells, about n order^2 of the plane and
 *  n order^3 of space
 *  @par Source  @cite corbet2023computing, tiling @cite edelsbrunner2021multicover; spheres by walks
 *  along the arrangement with ties broken by small weights @cite edelsbrunner1990simulation */
TDA_API tda_status tda_cloud_multicover(tda_ctx *ctx, tda_complex **out,
                                        const tda_cloud *cloud, tda_index order,
                                        const tda_points_opts *opts) TDA_CHECKED;

/** Cech complex: all simplices on at most max_dimension+1 points, each appearing with the radius
 *  of the smallest ball about its points (in TDA_SCALE_DIAMETER: twice that, the length of an
 *  edge). Cell i < n is point i. Cells are ordered by dimension, then by vertices.
 *  @param opts  max_dimension at most 15
 *  @retval TDA_ELIMIT  the simplices pass the context's byte limit
 *  @par Cost  O(candidates d), a candidate being a simplex whose facets are all there
 *  @par Source  balls by the barycentric coordinates of their centres, in exact arithmetic where
 *  rounding would decide; @cite edelsbrunner2010computational chapter III */
TDA_API tda_status tda_cloud_cech(tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud,
                                  const tda_points_opts *opts) TDA_CHECKED;

/** Delaunay-Cech complex: the Delaunay triangulation, where a simplex appears with the radius of
 *  the smallest ball about its points. The same diagram as the Cech complex, and as the alpha
 *  complex, whose values are never less. Repeated points as in tda_cloud_alpha().
 *  @param cloud  in R^1 to R^15
 *  @par Cost
 *  as tda_cloud_alpha()
 *  @par Source  @cite bauer2017morse */
TDA_API tda_status tda_cloud_delaunay_cech(tda_ctx *ctx, tda_complex **out,
                                           const tda_cloud *cloud,
                                           const tda_points_opts *opts) TDA_CHECKED;

/** Weighted alpha complex: a simplex of the regular triangulation appears with the least a for
 *  which the balls of squared radius weight + a about its points, each cut to the cell of its
 *  point in the power diagram, have a point in common. So the complex at a is homotopy
 *  equivalent to the union of these balls. Point i, cell i, appears at -weight[i] or later;
 *  one whose cell is empty never does, nor do the lighter copies of a point.
 *  @param cloud   in R^1 to R^3
 *  @param weight  [n] finite: squared radii, which may be negative
 *  @param opts    NULL, or with the scale TDA_SCALE_RADIUS_SQUARED, the only possible one
 *  @par Cost
 *  as tda_cloud_alpha()
 *  @par Source  @cite edelsbrunner1995union; CGAL @cite cgal */
TDA_API tda_status tda_cloud_weighted_alpha(tda_ctx *ctx, tda_complex **out,
                                            const tda_cloud *cloud, const double *weight,
                                            const tda_points_opts *opts) TDA_CHECKED;

/** Alpha complex of points on a torus: in a box whose opposite sides are one. The points are taken
 *  modulo the periods, to within 2^-50 of these. Cells are ordered by dimension, then by
 *  vertices; repeated points are joined by edges to the smallest id.
 *  @param cloud   in R^1 to R^3
 *  @param period  [d] the sides of the box, positive; they may differ
 *  @retval TDA_EINVAL  the triangulation of the torus is no simplicial complex, as a simplex meets
 *          itself or another has the same points, or a ball without points is wider than the
 *          box; the sentence says so
 *  @par Cost  that of tda_cloud_alpha() on the points and their translates near the box
 *  @par Source  @cite caroli2016delaunay; by translates in place of coverings */
TDA_API tda_status tda_cloud_periodic_alpha(tda_ctx *ctx, tda_complex **out,
                                            const tda_cloud *cloud, const double *period,
                                            const tda_points_opts *opts) TDA_CHECKED;

/** Weighted alpha complex of points on a torus: what tda_cloud_weighted_alpha() is to
 *  tda_cloud_alpha(). Point i, cell i, appears at -weight[i] or later; hidden points and the
 *  lighter copies of a point never do.
 *  @param weight  [n] finite: squared radii, which may be negative; of any size beside the box,
 *                 as long as the triangulation is a simplicial complex
 *  @param opts    NULL, or with the scale TDA_SCALE_RADIUS_SQUARED, the only possible one
 *  @retval TDA_EINVAL  as for tda_cloud_periodic_alpha()
 *  @par Cost  that of tda_cloud_weighted_alpha() on the points and their translates near the box
 *  @par Source  @cite caroli2016delaunay with @cite edelsbrunner1995union; by translates in place of
 *  coverings, so that neither cubes nor light points are asked for */
TDA_API tda_status tda_cloud_weighted_periodic_alpha(
    tda_ctx *ctx, tda_complex **out, const tda_cloud *cloud, const double *weight,
    const double *period, const tda_points_opts *opts) TDA_CHECKED;

/** Landmarks far from each other: each is a point farthest from those before it (ties: the
 *  smallest id).
 *  @param[out] out     [k] ids of points, the first one @p start
 *  @param[out] radius  NULL, or [k] the distance of each to those before it, which never grows;
 *                      INFINITY for the first
 *  @param      start   any point; not looked at if k is 0
 *  @par Cost  O(n k d)
 *  @par Source  @cite gonzalez1985clustering */
TDA_API tda_status tda_cloud_landmarks_farthest(tda_ctx *ctx, tda_index *out,
                                                double *radius, const tda_cloud *cloud,
                                                tda_index k, tda_index start) TDA_CHECKED;
/** k different points, each set of k equally likely, by the seed of the context.
 *  @param[out] out  [k] ids, ascending @par Cost  O(n) */
TDA_API tda_status tda_cloud_landmarks_random(tda_ctx *ctx, tda_index *out,
                                              const tda_cloud *cloud,
                                              tda_index k) TDA_CHECKED;

/** Options of witness complexes; start from TDA_WITNESS_OPTS_INIT. */
typedef struct tda_witness_opts {
    size_t size;       /**< set by TDA_WITNESS_OPTS_INIT */
    int max_dimension; /**< largest dimension of a simplex, at most 15; default 2 */
    double
        relaxation; /**< simplices past it are left out, a difference of squared distances;
                            default 0 */
    bool strong;    /**< strong witnesses; default false */
} tda_witness_opts;
#define TDA_WITNESS_OPTS_INIT                                                            \
    {                                                                                    \
        sizeof(tda_witness_opts), 2, 0, false                                            \
    }

/** Witness complex of landmarks. A witness w sees a simplex with relaxation a if
 *  |w - p|^2 <= |w - q|^2 + a for its vertices p and all landmarks q that are not vertices; for
 *  a strong witness, for all landmarks q. A simplex appears with the least a at which it and all
 *  its faces are seen. Cell i < n is landmark i, which never appears if no witness sees it.
 *  Cells are ordered by dimension, then by vertices.
 *  @par Cost  O(witnesses landmarks d), and the simplices that each witness sees
 *  @par Source  @cite desilva2004topological; relaxation as in GUDHI @cite gudhi */
TDA_API tda_status tda_cloud_witness(tda_ctx *ctx, tda_complex **out,
                                     const tda_cloud *landmarks,
                                     const tda_cloud *witnesses,
                                     const tda_witness_opts *opts) TDA_CHECKED;

/* ------------------------------------------------------------------------ meshes and graphs */

/** Lower-star filtration of functions on the vertices of a complex: a cell appears with the last
 *  of its vertices, parameter j being the greatest value of function j among them. Cells, ids and
 *  boundaries are those of @p in; its grades are not looked at.
 *  @param[out] out       release with tda_complex_free()
 *  @param      function  [vertices x k] finite, k at least 1: row i is that of the i-th cell of
 *                        dimension 0, by id
 *  @retval TDA_EINVAL    another number of rows; a value that is not finite
 *  @par Cost  O((cells + faces) k)
 *  @par Source  @cite edelsbrunner2010computational section VI.3 */
TDA_API tda_status tda_complex_lower_star(tda_ctx *ctx, tda_complex **out,
                                          const tda_complex *in,
                                          const tda_cloud *function) TDA_CHECKED;

/** The edges of a complex as sparse distances between its vertices, numbered in the order of
 *  their ids: what the functions below take of a mesh. Each pair stands once, by head, then by
 *  tail; an edge without two ends is left out.
 *  @param[out] out    release with tda_distances_clear()
 *  @param      cloud  [vertices x d] where the vertices are: an edge has the length between its
 *                     ends; NULL: all have length 1
 *  @retval TDA_EINVAL  another number of points
 *  @par Cost  O(cells + edges) */
TDA_API tda_status tda_complex_edges(tda_ctx *ctx, tda_distances *out,
                                     const tda_complex *complex,
                                     const tda_cloud *cloud) TDA_CHECKED;

/* Functions on the vertices of a graph: of the pairs at finite distance, which is the length of
 * the edge. Each fills out [n]. Degree, curvature of Forman, heat-kernel signature and Fiedler
 * vector do not look at lengths. A vertex without edges has 0, but for the heat-kernel
 * signature, which is 1 there. */

/** The number of neighbours. @par Cost  O(n + edges log) */
TDA_API tda_status tda_distances_degree(tda_ctx *ctx, double *out,
                                        const tda_distances *d) TDA_CHECKED;
/** out[i] = (r / sum of the lengths of the shortest paths to the r other vertices that have one)
 *  times r / (n - 1): large in the middle.
 *  @retval TDA_EINVAL  all paths from a vertex have length 0
 *  @par Cost  O(n edges log n); threads over vertices
 *  @par Source  @cite wasserman1994social section 5.2.3 */
TDA_API tda_status tda_distances_closeness(tda_ctx *ctx, double *out,
                                           const tda_distances *d) TDA_CHECKED;
/** The mean over the edges at a vertex of Forman's curvature, 4 - the degrees of both ends + 3 for
 *  each triangle on the edge.
 *  @par Cost  O(edges greatest degree); threads over vertices
 *  @par Source  the augmented one of @cite samal2018comparative */
TDA_API tda_status tda_distances_forman(tda_ctx *ctx, double *out,
                                        const tda_distances *d) TDA_CHECKED;
/** The mean over the edges at a vertex of Ollivier's curvature, 1 - W / length: W is the least
 *  cost of moving the walk from one end to the walk from the other along shortest paths, a walk
 *  staying where it is with probability @p stay, and else going to one of the neighbours, each
 *  equally likely.
 *  @param stay  0 or more and less than 1; 0.5 is usual
 *  @retval TDA_EINVAL  an edge of length 0
 *  @par Cost  a transport problem of two degrees an edge, O(degree^3) each; threads over vertices
 *  @par Source  @cite ollivier2009ricci */
TDA_API tda_status tda_distances_ollivier(tda_ctx *ctx, double *out,
                                          const tda_distances *d,
                                          double stay) TDA_CHECKED;
/** out[i]: how much of the heat put on vertex i is there after @p time, under the normalised
 *  Laplacian: the entry (i, i) of exp(-time L).
 *  @param time  positive
 *  @par Cost  O(m^3) for each component of m vertices, 16 m^2 bytes; the call into GSL cannot be
 *  cancelled
 *  @par Source  @cite sun2009concise */
TDA_API tda_status tda_distances_heat_kernel(tda_ctx *ctx, double *out,
                                             const tda_distances *d,
                                             double time) TDA_CHECKED;
/** The eigenvector of length 1 of the second least eigenvalue of the Laplacian; its first entry of
 *  at least half the greatest size is positive. Where that eigenvalue is a double one, one of
 *  its eigenvectors.
 *  @retval TDA_EINVAL  the graph is not connected
 *  @par Cost  as tda_distances_heat_kernel()
 *  @par Source  @cite fiedler1973algebraic */
TDA_API tda_status tda_distances_fiedler(tda_ctx *ctx, double *out,
                                         const tda_distances *d) TDA_CHECKED;
/** The mean resistance to the other vertices of the component, where an edge resists by its length.
 *  @retval TDA_EINVAL    an edge of length 0
 *  @retval TDA_ENUMERIC  lengths too different for the eigenvalues to be told apart
 *  @par Cost  as tda_distances_heat_kernel()
 *  @par Source  @cite klein1993resistance */
TDA_API tda_status tda_distances_resistance(tda_ctx *ctx, double *out,
                                            const tda_distances *d) TDA_CHECKED;

/* ---------------------------------------------------------------------------------- images */

/** Cubical complex of an image; parameter c is channel c. Cells that a +INFINITY pixel would
 *  carry never appear. With several channels the T construction makes a face k-critical: its
 *  grades are the minimal ones among those of its pixels.
 *  Cells are numbered in C order of the doubled grid, first by dimension.
 *  @par Cost  about 2^d cells a pixel, O(cells d)
 *  @par Source  @cite wagner2012efficient; T and V: @cite bleile2022persistent */
TDA_API tda_status tda_image_cubical(tda_ctx *ctx, tda_complex **out,
                                     const tda_image *image,
                                     tda_construction construction) TDA_CHECKED;
TDA_API tda_status tda_image_cubical_estimate(tda_ctx *ctx, tda_estimate *out,
                                              const tda_image *image,
                                              tda_construction construction) TDA_CHECKED;

TDA_END
#endif
