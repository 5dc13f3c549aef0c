/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file vectorize_diagram.h  Diagrams of one parameter as arrays of numbers.
 *
 * What holds for all of them:
 *  - The caller's `out` is filled; its shape follows from the options and stands in the comment.
 *  - Bars of one degree are looked at; a degree that the diagram does not store has no bars.
 *  - The order of the bars does not matter, to the last bit, nor does the number of threads.
 *  - Bars of length zero count for nothing.
 *  - A bar with a NaN, or one that dies before it is born, is refused with its number.
 *  - An option left at NAN is fitted to the diagram at hand. Features of several diagrams can be
 *    compared only where all have the same options: fit these with the `tda_diagrams_` functions
 *    on a training set, and apply them to all. */
#ifndef TDA_VECTORIZE_DIAGRAM_H
#define TDA_VECTORIZE_DIAGRAM_H
#include <math.h>
#include <tda/data.h>
TDA_BEGIN

/** What becomes of bars with an infinite end. Degree 0 has at least one. */
typedef enum tda_endless {
    TDA_ENDLESS_AUTO = 0, /**< counted by Betti curves, left out by everything else */
    TDA_ENDLESS_DROP,     /**< left out */
    TDA_ENDLESS_CLAMP, /**< a death at +INFINITY becomes `high`, or the birth where that is
                               later; a birth at -INFINITY becomes `low`, or the death */
    TDA_ENDLESS_KEEP,  /**< taken as they are, by Betti curves and landscapes alone */
    TDA_ENDLESS_REFUSE, /**< TDA_EINVAL with the number of the bar */
} tda_endless;

/** Whose numbers to reproduce where programs of the same name for a feature differ. */
typedef enum tda_convention {
    TDA_CONVENTION_TDA = 0, /**< the cited definition */
    TDA_CONVENTION_GUDHI,
    TDA_CONVENTION_GIOTTO,
    TDA_CONVENTION_PERSIM,
} tda_convention;

/* --------------------------------------------------------------------------------- ranges */

/** The least and greatest finite ends and lengths of bars; NAN where there is none. */
typedef struct tda_diagram_range {
    double birth[2];
    double death[2];
    double length[2];  /**< of bars with two finite ends */
    tda_index bars;    /**< of positive length, in all diagrams */
    tda_index most;    /**< of positive length, in a single diagram */
    tda_index endless; /**< how many have an infinite end */
} tda_diagram_range;

/** The range of a degree over many diagrams, so that training and test features agree.
 *  @retval TDA_EINVAL  a NaN or a bar that dies before it is born, named by diagram and bar
 *  @par Cost  O(bars) */
TDA_API tda_status tda_diagrams_range(tda_ctx *ctx, tda_diagram_range *out,
                                      const tda_diagram *diagrams, tda_index count,
                                      int degree) TDA_CHECKED;

/* --------------------------------------------------------------------------------- curves */

/** Options of all curves; start from TDA_DIAGRAM_CURVE_OPTS_INIT. A curve is sampled at
 *  t_k = k step + start, step = (stop - start) / (resolution - 1), the last at stop exactly; a single sample
 *  is at start. */
typedef struct tda_diagram_curve_opts {
    size_t size;          /**< set by TDA_DIAGRAM_CURVE_OPTS_INIT */
    double start;         /**< default NAN: the least finite end */
    double stop;          /**< default NAN: the greatest finite end */
    tda_index resolution; /**< samples, at least 1; default 100 */
    tda_index layers;     /**< of landscapes, at least 1; default 5 */
    double power; /**< of silhouettes: a bar weighs (its length)^power, not negative;
                       default 1 */
    tda_endless endless;       /**< default TDA_ENDLESS_AUTO */
    double low;                /**< where clamped births go; default NAN: start */
    double high;               /**< where clamped deaths go; default NAN: stop */
    tda_convention convention; /**< default TDA_CONVENTION_TDA */
} tda_diagram_curve_opts;
#define TDA_DIAGRAM_CURVE_OPTS_INIT                                                      \
    {                                                                                    \
        sizeof(tda_diagram_curve_opts), (double)NAN, (double)NAN, 100, 5, 1,             \
            TDA_ENDLESS_AUTO, (double)NAN, (double)NAN, TDA_CONVENTION_TDA               \
    }

/** Fit what is NAN in start, stop, low and high to many diagrams.
 *  @retval TDA_EINVAL  as tda_diagrams_range()
 *  @par Cost  O(bars) */
TDA_API tda_status tda_diagrams_fit_curve(tda_ctx *ctx, tda_diagram_curve_opts *opts,
                                          const tda_diagram *diagrams, tda_index count,
                                          int degree) TDA_CHECKED;

/** The persistence landscape: layer k at t is the k-th greatest of max(0, min(t - birth,
 *  death - t)) over the bars. 1-Lipschitz in t, and in the bottleneck distance.
 *  Conventions: GUDHI multiplies by the square root of 2, and where start or stop is NAN takes two
 *  more samples and leaves the outermost out on that side; giotto agrees with the definition; persim rounds the
 *  ends of the bars to the nearest sample, of two the first, beforehand.
 *  @param[out] out  [layers x resolution]
 *  @retval TDA_EINVAL  an option out of range; a bar without birth and death that is kept
 *  @par Cost  O(resolution bars); threads over samples
 *  @par Source  @cite bubenik2015statistical */
TDA_API tda_status tda_diagram_landscape(tda_ctx *ctx, double *out,
                                         const tda_diagram *diagram, int degree,
                                         const tda_diagram_curve_opts *opts) TDA_CHECKED;

/** The silhouette: the mean of max(0, min(t - birth, death - t)) over the bars, each weighing
 *  (death - birth)^power; zero without bars. Conventions: GUDHI as for landscapes (its weights are 1
 *  unless told: power = 0); giotto agrees; persim has none.
 *  @param[out] out  [resolution]
 *  @retval TDA_EINVAL  an option out of range
 *  @par Cost  O(resolution bars); threads over samples
 *  @par Source  @cite chazal2014stochastic */
TDA_API tda_status tda_diagram_silhouette(tda_ctx *ctx, double *out,
                                          const tda_diagram *diagram, int degree,
                                          const tda_diagram_curve_opts *opts) TDA_CHECKED;

/** The Betti curve: how many bars have birth <= t < death, exactly. Conventions: GUDHI and giotto
 *  agree, but for GUDHI's samples (as for landscapes); persim has none.
 *  @param[out] out  [resolution]
 *  @retval TDA_EINVAL  an option out of range
 *  @par Cost  O(bars + resolution log bars) after a sort */
TDA_API tda_status
tda_diagram_betti_curve(tda_ctx *ctx, double *out, const tda_diagram *diagram, int degree,
                        const tda_diagram_curve_opts *opts) TDA_CHECKED;

/** The lifespan curve: the sum of the lengths of the bars with birth <= t < death.
 *  @param[out] out  [resolution]
 *  @retval TDA_EINVAL  an option out of range; a convention: no other program has it
 *  @par Cost  O(resolution bars); threads over samples
 *  @par Source  @cite chung2022persistence */
TDA_API tda_status
tda_diagram_lifespan_curve(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                           int degree, const tda_diagram_curve_opts *opts) TDA_CHECKED;

/** The entropy curve: the sum of -p log p over the bars with birth <= t < death, p being the share of
 *  a bar in the sum of all lengths; natural logarithm. Conventions: GUDHI divides by the sum of the
 *  samples where that is positive, and takes samples as for landscapes; others have none.
 *  @param[out] out  [resolution]
 *  @retval TDA_EINVAL  an option out of range
 *  @par Cost  O(resolution bars); threads over samples
 *  @par Source  @cite atienza2020stability */
TDA_API tda_status
tda_diagram_entropy_curve(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                          int degree, const tda_diagram_curve_opts *opts) TDA_CHECKED;

/* --------------------------------------------------------------------------------- images */

/** Options of persistence images; start from TDA_DIAGRAM_IMAGE_OPTS_INIT. */
typedef struct tda_diagram_image_opts {
    size_t size;         /**< set by TDA_DIAGRAM_IMAGE_OPTS_INIT */
    double birth_start;  /**< default NAN: the least birth less 3 bandwidths */
    double birth_stop;   /**< default NAN: the greatest birth and 3 bandwidths */
    double length_start; /**< default NAN: 0 */
    double length_stop;  /**< default NAN: the greatest length and 3 bandwidths */
    tda_index columns;   /**< pixels along births, at least 1; default 32 */
    tda_index rows;      /**< pixels along lengths, at least 1; default 32 */
    double bandwidth;    /**< standard deviation of the Gaussian, positive; default NAN: a
                           twentieth of the greatest length, or 1 without bars */
    double
        power; /**< a bar weighs (its length)^power, not negative; default 1. Positive ones make
                           images stable */
    tda_endless endless; /**< default TDA_ENDLESS_AUTO */
    double low;  /**< where clamped births go; default NAN: refused where one is needed */
    double high; /**< where clamped deaths go; default NAN: likewise */
    tda_convention convention; /**< default TDA_CONVENTION_TDA */
} tda_diagram_image_opts;
#define TDA_DIAGRAM_IMAGE_OPTS_INIT                                                      \
    {                                                                                    \
        sizeof(tda_diagram_image_opts), (double)NAN, (double)NAN, (double)NAN,           \
            (double)NAN, 32, 32, (double)NAN, 1, TDA_ENDLESS_AUTO, (double)NAN,          \
            (double)NAN, TDA_CONVENTION_TDA                                              \
    }

/** Fit what is NAN in the bandwidth and the four ranges to many diagrams, as clamped.
 *  @retval TDA_EINVAL  as tda_diagrams_range()
 *  @par Cost  O(bars) */
TDA_API tda_status tda_diagrams_fit_image(tda_ctx *ctx, tda_diagram_image_opts *opts,
                                          const tda_diagram *diagrams, tda_index count,
                                          int degree) TDA_CHECKED;

/** The persistence image: the integral over each pixel of the sum over the bars of their weight
 *  times the Gaussian density about (birth, death - birth); exact, by the error function.
 *  Pixel (r, c) is the c-th of `columns` equal parts of the births and the r-th of `rows` of the
 *  lengths, both from below. Conventions: GUDHI takes the density at `columns` x `rows` places, from
 *  start to stop of each range, which it fits without a margin (and weights 1 unless told:
 *  power = 0); persim's bandwidth is the variance, and its arrays are the transpose of ours; giotto
 *  takes places as GUDHI does, moves each bar to the last place that is not past it on both axes,
 *  weighs it by that place's length to `power` (1 unless told: power = 0), filters with the Gaussian
 *  at places up to four bandwidths away, of sum 1 on each axis, and divides by the area of a cell.
 *  @param[out] out  [rows x columns]
 *  @retval TDA_EINVAL  an option out of range; start past stop; a sum that overflows
 *  @par Cost  O(bars (columns + rows)) error functions, O(bars columns rows) products; threads
 *  over bars
 *  @par Source  @cite adams2017images */
TDA_API tda_status tda_diagram_image(tda_ctx *ctx, double *out,
                                     const tda_diagram *diagram, int degree,
                                     const tda_diagram_image_opts *opts) TDA_CHECKED;

/* ---------------------------------------------------------------------------- scale space */

/** Options of scale-space features; start from TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT. */
typedef struct tda_diagram_scale_space_opts {
    size_t size;          /**< set by TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT */
    double start;         /**< default NAN: the least finite end */
    double stop;          /**< default NAN: the greatest finite end */
    tda_index resolution; /**< samples of births, and of deaths, at least 1; default 32 */
    double
        bandwidth; /**< s, positive; default NAN: (stop - start)^2 / 400, or 1 where that
                               is 0 */
    tda_endless endless; /**< default TDA_ENDLESS_AUTO */
    double low;          /**< where clamped births go; default NAN: start */
    double high;         /**< where clamped deaths go; default NAN: stop */
} tda_diagram_scale_space_opts;
#define TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT                                                \
    {                                                                                    \
        sizeof(tda_diagram_scale_space_opts), (double)NAN, (double)NAN, 32, (double)NAN, \
            TDA_ENDLESS_AUTO, (double)NAN, (double)NAN                                   \
    }

/** Fit what is NAN in start, stop, bandwidth, low and high to many diagrams.
 *  @retval TDA_EINVAL  as tda_diagrams_range()
 *  @par Cost  O(bars) */
TDA_API tda_status tda_diagrams_fit_scale_space(tda_ctx *ctx,
                                                tda_diagram_scale_space_opts *opts,
                                                const tda_diagram *diagrams,
                                                tda_index count, int degree) TDA_CHECKED;

/** What has become after time s of heat that starts at the bars, the diagonal being kept at 0: at x =
 *  (birth, death) 1 / (4 pi s) times the sum over bars of exp(-|x - bar|^2 / (4 s)) less the same
 *  with the bar mirrored at the diagonal; below the diagonal minus what is above. Its L^2 product
 *  above the diagonal is TDA_KERNEL_SCALE_SPACE of bandwidth s. No conventions.
 *  @param[out] out  [resolution x resolution] rows by birth
 *  @retval TDA_EINVAL  an option out of range
 *  @par Cost  O(bars resolution) exponentials, O(bars resolution^2) products; threads over rows
 *  @par Source  @cite reininghaus2015stable */
TDA_API tda_status
tda_diagram_scale_space(tda_ctx *ctx, double *out, const tda_diagram *diagram, int degree,
                        const tda_diagram_scale_space_opts *opts) TDA_CHECKED;

/* -------------------------------------------------------------------------------- vectors */

/** What bars are roots of, z = birth + i death and a = |z|. */
typedef enum tda_polynomial {
    TDA_POLYNOMIAL_R = 0, /**< z */
    TDA_POLYNOMIAL_S,     /**< (death - birth) / (a sqrt 2) z; z = 0 stays 0 */
    TDA_POLYNOMIAL_T,     /**< (death - birth) / 2 (cos a - sin a + i (cos a + sin a)) */
} tda_polynomial;

/** Options of numbers and short vectors; start from TDA_DIAGRAM_VECTOR_OPTS_INIT. */
typedef struct tda_diagram_vector_opts {
    size_t size;               /**< set by TDA_DIAGRAM_VECTOR_OPTS_INIT */
    tda_index length;          /**< of topological vectors and polynomials; default 10 */
    tda_polynomial polynomial; /**< default TDA_POLYNOMIAL_R */
    double slope;              /**< of tropical coordinates, positive; default 1 */
    tda_endless endless;       /**< default TDA_ENDLESS_AUTO */
    double low;  /**< where clamped births go; default NAN: refused where one is needed */
    double high; /**< where clamped deaths go; default NAN: likewise */
    tda_convention convention; /**< default TDA_CONVENTION_TDA */
} tda_diagram_vector_opts;
#define TDA_DIAGRAM_VECTOR_OPTS_INIT                                                     \
    {                                                                                    \
        sizeof(tda_diagram_vector_opts), 10, TDA_POLYNOMIAL_R, 1, TDA_ENDLESS_AUTO,      \
            (double)NAN, (double)NAN, TDA_CONVENTION_TDA                                 \
    }

/** The entropy of the lengths: the sum of -p log p, p being the share of a bar in the sum of all
 *  lengths; natural logarithm; 0 without bars. Conventions: GUDHI and persim agree; giotto takes the
 *  logarithm of base 2, and -1 without bars.
 *  @param[out] out  [1]
 *  @retval TDA_EINVAL  an option out of range
 *  @par Cost  O(bars)
 *  @par Source  @cite atienza2020stability */
TDA_API tda_status tda_diagram_entropy(tda_ctx *ctx, double *out,
                                       const tda_diagram *diagram, int degree,
                                       const tda_diagram_vector_opts *opts) TDA_CHECKED;

enum { TDA_DIAGRAM_STATISTICS = 38, TDA_DIAGRAM_TROPICAL = 7 };
/** Statistics of births, of deaths, of midpoints and of lengths, nine each: mean, standard deviation
 *  (of the whole population), median, interquartile range, range, and the 10th, 25th, 75th and 90th
 *  percentile, interpolated linearly between bars; then the number of bars and the entropy. All 0
 *  without bars. No conventions: other programs have none.
 *  @param[out] out  [TDA_DIAGRAM_STATISTICS]
 *  @retval TDA_EINVAL  an option out of range
 *  @par Cost  a sort of the bars
 *  @par Source  @cite ali2023survey */
TDA_API tda_status
tda_diagram_statistics(tda_ctx *ctx, double *out, const tda_diagram *diagram, int degree,
                       const tda_diagram_vector_opts *opts) TDA_CHECKED;

/** The topological vector: for each pair of bars the least of their distance (the greater of the
 *  differences of births and of deaths) and of half the length of either, greatest first, zeros
 *  after the last. Conventions: GUDHI takes of the halves that of the second bar alone, here in the
 *  order of birth and death, there in that of the input; others have none.
 *  @param[out] out  [length]
 *  @retval TDA_EINVAL  an option out of range
 *  @par Cost  O(bars^2) at worst; pairs of short bars are passed over where longer ones fill the
 *  vector
 *  @par Source  @cite carriere2015stable */
TDA_API tda_status tda_diagram_topological_vector(
    tda_ctx *ctx, double *out, const tda_diagram *diagram, int degree,
    const tda_diagram_vector_opts *opts) TDA_CHECKED;

/** Coefficients of the polynomial whose roots the bars are: of degrees n - 1, n - 2, ..., that of
 *  degree n, the number of bars, being 1; zeros after the last. GUDHI and giotto agree.
 *  @param[out] out  [length x 2] real and imaginary parts
 *  @retval TDA_EINVAL    an option out of range
 *  @retval TDA_ENUMERIC  a coefficient overflows
 *  @par Cost  O(bars length)
 *  @par Source  @cite difabio2015comparing */
TDA_API tda_status tda_diagram_complex_polynomial(
    tda_ctx *ctx, double *out, const tda_diagram *diagram, int degree,
    const tda_diagram_vector_opts *opts) TDA_CHECKED;

/** Tropical coordinates. With l the lengths in descending order, x the births and m the least of
 *  slope l and x: the sums of the first one, two, three and four l, the sum of all l, the sum of all
 *  m, and the sum over the bars of the greatest m + l less m + l of the bar. Births should not be negative.
 *  No conventions: other programs have none.
 *  @param[out] out  [TDA_DIAGRAM_TROPICAL]
 *  @retval TDA_EINVAL  an option out of range
 *  @par Cost  O(bars)
 *  @par Source  @cite kalisnik2019tropical */
TDA_API tda_status tda_diagram_tropical(tda_ctx *ctx, double *out,
                                        const tda_diagram *diagram, int degree,
                                        const tda_diagram_vector_opts *opts) TDA_CHECKED;

/* -------------------------------------------------------------------------------- kernels */

/** Kernels between diagrams. */
typedef enum tda_kernel {
    TDA_KERNEL_SLICED_WASSERSTEIN =
        0,                  /**< exp(-d / (2 bandwidth^2)), d the sliced Wasserstein
                                            distance of tda_diagram_sliced_wasserstein() */
    TDA_KERNEL_SCALE_SPACE, /**< 1 / (8 pi s) times the sum over pairs of exp(-|p - q|^2 / (8 s))
                                 less the same with q mirrored at the diagonal, s the bandwidth */
    TDA_KERNEL_WEIGHTED_GAUSSIAN, /**< the sum over pairs of w(p) w(q) exp(-|p - q|^2 / (2
                                 bandwidth^2)), w = arctan(weight length^power) */
    TDA_KERNEL_FISHER, /**< exp(-rate d), d the angle between the square roots of both diagrams'
                            Gaussian densities, each with the other's feet on the diagonal, at all
                            bars and feet of the two. Its Gram matrices may have slightly
                            negative eigenvalues, as the places depend on the pair */
} tda_kernel;

/** Options of kernels; start from TDA_DIAGRAM_KERNEL_OPTS_INIT. */
typedef struct tda_diagram_kernel_opts {
    size_t size;          /**< set by TDA_DIAGRAM_KERNEL_OPTS_INIT */
    tda_kernel kernel;    /**< default TDA_KERNEL_SLICED_WASSERSTEIN */
    double bandwidth;     /**< positive; default 1 */
    tda_index directions; /**< of sliced Wasserstein, at least 1; default 50 */
    double weight;        /**< of the weighted Gaussian, positive; default 1 */
    double power;         /**< of the weighted Gaussian, not negative; default 1 */
    double rate;          /**< of Fisher, positive; default 1 */
    tda_endless endless;  /**< default TDA_ENDLESS_AUTO */
    double low;  /**< where clamped births go; default NAN: refused where one is needed */
    double high; /**< where clamped deaths go; default NAN: likewise */
    tda_convention convention; /**< default TDA_CONVENTION_TDA */
} tda_diagram_kernel_opts;
#define TDA_DIAGRAM_KERNEL_OPTS_INIT                                                     \
    {                                                                                    \
        sizeof(tda_diagram_kernel_opts), TDA_KERNEL_SLICED_WASSERSTEIN, 1, 50, 1, 1, 1,  \
            TDA_ENDLESS_AUTO, (double)NAN, (double)NAN, TDA_CONVENTION_TDA               \
    }

/** The kernel of every diagram of a with every one of b, |.| being the Euclidean norm of (birth,
 *  death). Conventions, GUDHI alone: sliced Wasserstein is exp(-d / bandwidth); scale space has
 *  s = bandwidth^2 / 4 and the factor 1 / (bandwidth sqrt(2 pi)), which multiplies the weighted
 *  Gaussian too; Fisher is exp(-d / rate).
 *  @param[out] out  [a_count x b_count]; [a_count x a_count], symmetric, where b is NULL
 *  @retval TDA_EINVAL  an option out of range; a bad bar, named by diagram and bar
 *  @par Cost  for each pair of n and m bars: directions (n + m), n m, n m, or 2 (n + m)^2
 *  exponentials; sliced Wasserstein sorts each diagram once a direction; threads over rows
 *  @par Source  @cite carriere2017sliced, @cite reininghaus2015stable, @cite kusano2016persistence,
 *  @cite le2018persistence */
TDA_API tda_status tda_diagrams_kernel(tda_ctx *ctx, double *out, const tda_diagram *a,
                                       tda_index a_count, const tda_diagram *b,
                                       tda_index b_count, int degree,
                                       const tda_diagram_kernel_opts *opts) TDA_CHECKED;

/* --------------------------------------------------------------------------------- ATOL */

/** Centres that stand for the bars of a training set, and how far each reaches. */
typedef struct tda_quantiser {
    tda_index size; /**< centres */
    double *centre; /**< [size x 2] births and deaths, in lexicographic order */
    double *radius; /**< [size] half the distance to the nearest other centre, positive */
} tda_quantiser;
TDA_API void tda_quantiser_clear(tda_quantiser *quantiser);

/** Options of quantisers; start from TDA_QUANTISER_OPTS_INIT. */
typedef struct tda_quantiser_opts {
    size_t size;          /**< set by TDA_QUANTISER_OPTS_INIT */
    tda_index centres;    /**< at least 1; default 16 */
    tda_index iterations; /**< at most, not negative; default 100 */
    tda_endless endless;  /**< default TDA_ENDLESS_AUTO */
    double low;  /**< where clamped births go; default NAN: refused where one is needed */
    double high; /**< where clamped deaths go; default NAN: likewise */
} tda_quantiser_opts;
#define TDA_QUANTISER_OPTS_INIT                                                          \
    {                                                                                    \
        sizeof(tda_quantiser_opts), 16, 100, TDA_ENDLESS_AUTO, (double)NAN, (double)NAN  \
    }

/** Centres of the bars of many diagrams by k-means, begun by k-means++ with the seed of ctx; as many
 *  as asked for, or as there are different bars. The radius of a single centre is half the greatest
 *  extent of the bars along an axis; where all bars are one, 1.
 *  @param[out] out  release with tda_quantiser_clear()
 *  @retval TDA_EINVAL  no bars; an option out of range; a bad bar, named by diagram and bar
 *  @par Cost  O(iterations bars centres)
 *  @par Source  @cite royer2021atol */
TDA_API tda_status tda_diagrams_quantiser(tda_ctx *ctx, tda_quantiser *out,
                                          const tda_diagram *diagrams, tda_index count,
                                          int degree,
                                          const tda_quantiser_opts *opts) TDA_CHECKED;

/** Quantized features: for each centre c with radius r the sum over the bars of
 *  exp(-|bar - c|^2 / r^2). GUDHI's Atol computes the same from equal centres.
 *  @param[out] out   [quantiser size]
 *  @param      opts  how bars without end are treated, as when the centres were fitted
 *  @retval TDA_EINVAL  an option out of range
 *  @par Cost  O(bars centres)
 *  @par Source  @cite royer2021atol */
TDA_API tda_status tda_diagram_atol(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                                    int degree, const tda_quantiser *quantiser,
                                    const tda_quantiser_opts *opts) TDA_CHECKED;

TDA_END
#endif
