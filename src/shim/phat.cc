/* SPDX-License-Identifier: GPL-3.0-or-later */
/* phat.cc - Reduction over Z/2 by PHAT's twist algorithm on its bit-tree columns. */
#include "shim/guard.hh"
#include "shim/shim.h"
#include <algorithm>
#include <limits>
#include <phat/algorithms/twist_reduction.h>
#include <phat/boundary_matrix.h>
#include <phat/representations/default_representations.h>

tda_status tdai_phat_pairs(tda_ctx *ctx, tda_index *partner, tda_index cells,
                           const int *dim, const tda_index *col, const tda_index *row)
{
    return tda::guard(ctx, "PHAT", [&] {
        std::fill_n(partner, cells, tda_index{-1});
        if (cells == 0)
            return;
        int top = *std::max_element(dim, dim + cells);
        if (top > std::numeric_limits<phat::dimension>::max())
            tda::check(tdai_fail(ctx, TDA_ELIMIT,
                                 "PHAT: a cell has dimension %d, at most 127 is possible",
                                 top));
        phat::boundary_matrix<phat::bit_tree_pivot_column> m;
        m.set_num_cols(cells);
        phat::column column;
        for (tda_index j = 0; j < cells; j++) {
            tda::check(tdai_poll(ctx, "boundary matrix", j, cells));
            m.set_dim(j, static_cast<phat::dimension>(dim[j]));
            column.assign(row + col[j], row + col[j + 1]);
            std::sort(column.begin(), column.end());
            m.set_col(j, column);
        }
        phat::twist_reduction()(m);
        for (tda_index j = 0; j < cells; j++) {
            tda_index i = m.get_max_index(j);
            if (i >= 0) {
                partner[i] = j;
                partner[j] = i;
            }
        }
    });
}
