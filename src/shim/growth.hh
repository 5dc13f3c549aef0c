/* SPDX-License-Identifier: GPL-3.0-or-later */
/* growth.hh - A Delaunay triangulation that grows point by point: what each point falls on. */
#ifndef TDA_SHIM_GROWTH_HH
#define TDA_SHIM_GROWTH_HH
#include "shim/delaunay.hh"

namespace tda
{

/* The zones of the points so far, see tdai_growth. */
class zones
{
    std::size_t width;

  public:
    std::vector<tda_index> start{0};
    std::vector<id> vertex;

    explicit zones(std::size_t width_) : width(width_)
    {
    }

    void close()
    {
        start.push_back(static_cast<tda_index>(vertex.size() / width));
    }

    /* Add the simplex of the first n vertices of a cell, but for the infinite one. */
    template <class Cell, class Vertex, class Name>
    void add_cell(Cell cell, int n, Vertex infinite, Name name)
    {
        const std::size_t end = vertex.size() + width;
        for (int i = 0; i < n; i++)
            if (cell->vertex(i) != infinite)
                vertex.push_back(name(cell->vertex(i)));
        vertex.resize(end, UINT32_MAX);
    }
};

/* Insert n distinct points in order: rows of three coordinates in the plane and in space. Point
 * near[i] < i, for i > 0, is where the search for point i starts. */
zones grow_2(const double *at, id n, const id *near);
zones grow_3(const double *at, id n, const id *near);
zones grow_nd(std::size_t dimension, const double *at, id n, const id *near);

} // namespace tda
#endif
