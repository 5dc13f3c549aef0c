/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peer_phat.cc - Seconds of PHAT's algorithms on a boundary matrix in memory, for matrix.c. PHAT
 * is headers of C++ alone, hence not in C. */
#include <cstdint>
#include <ctime>
#include <limits>
#include <phat/algorithms/chunk_reduction.h>
#include <phat/algorithms/twist_reduction.h>
#include <phat/boundary_matrix.h>
#include <phat/compute_persistence_pairs.h>
#include <phat/representations/default_representations.h>

namespace
{

using matrix = phat::boundary_matrix<phat::bit_tree_pivot_column>;

double now()
{
    timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

template <class Algorithm> double seconds(matrix m, bool dual, std::int64_t *pairs)
{
    phat::persistence_pairs out;
    double start = now();
    if (dual)
        phat::compute_persistence_pairs_dualized<Algorithm>(out, m);
    else
        phat::compute_persistence_pairs<Algorithm>(out, m);
    *pairs = out.get_num_pairs();
    return now() - start;
}

} // namespace

// The time of twist, chunk and both of the dual matrix; *pairs := how many pairs.
extern "C" void bench_phat(double out[4], std::int64_t *pairs, std::int64_t cells,
                           const int *dim, const std::int64_t *col,
                           const std::int64_t *row)
{
    matrix m;
    m.set_num_cols(cells);
    phat::column column;
    for (std::int64_t j = 0; j < cells; j++) {
        m.set_dim(j, static_cast<phat::dimension>(dim[j]));
        column.assign(row + col[j], row + col[j + 1]);
        std::sort(column.begin(), column.end());
        m.set_col(j, column);
    }
    for (int k = 0; k < 4; k++)
        out[k] = std::numeric_limits<double>::infinity();
    for (int k = 0; k < 4; k++)
        out[k] = k % 2 ? seconds<phat::chunk_reduction>(m, k > 1, pairs)
                       : seconds<phat::twist_reduction>(m, k > 1, pairs);
}
