/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_plane.c - Diagrams of images of two axes: two forests, and only saddles are sorted.
 *
 * About a pixel p go, in turn, the edges 0 (+y), 1 (-x), 2 (-y), 3 (+x), and after each edge i
 * the square i, from the quadrant (+x, +y) on: square i lies between the edges i-1 and i. Those
 * whose pixels all come before p appear with it. Each square among them that has edge i is paired
 * with this edge, whose other side is square i+1: a step towards a later square. Of the edges
 * left over the first is paired with p, a step from p towards an earlier pixel; the others are
 * critical, and few. Where all four squares appear, square 0, whose first corner is p, keeps
 * its edge and is critical; where no edge does, p is.
 *
 * A critical edge then joins two of the trees that lead from pixels down to critical ones, and
 * on its other sides two of those that lead from squares up. Sorted, they are joined as Kruskal
 * does: in order they close the bars of degree 0; those that join nothing open a bar of degree 1,
 * to be closed by a square in reverse order. One array of parents holds each forest; a margin
 * of the grid has as its parent the pixel it repeats, or the outside. */
#include "persistence/cubical.h"

enum {
    GRAIN = 32,    /* rows */
    ABSENT = 0xF0, /* the code of a pixel outside: squares without edges */
    FULL = 0xFF,   /* all four edges and squares appear */
    POLL_MASK = 1023
};

typedef struct plane {
    tdai_cubes *c;
    tda_index width, height, step;
    uint32_t *pixel,
        *square;           /* [size + 1] parents; squares stand at their first corner */
    uint8_t *code;         /* [size] edges in the low, squares in the high four bits */
    uint8_t critical[256]; /* edges */
    int32_t down[256];     /* from p to its parent */
    int32_t corner[4];     /* from p to square i */
    int32_t edge[4];       /* from p along edge i */
} plane;

/* A critical edge: the pixel it appears with, and the trees it touches. */
typedef struct saddle {
    uint32_t at, pixel[2], square[2];
} saddle;

static void make_tables(plane *m)
{
    int32_t y = (int32_t)m->step;
    m->edge[0] = y;
    m->edge[1] = -1;
    m->edge[2] = -y;
    m->edge[3] = 1;
    m->corner[0] = 0;
    m->corner[1] = -1;
    m->corner[2] = -1 - y;
    m->corner[3] = -y;
    for (int code = 0; code < 256; code++) {
        int edges = code & 15, squares = code >> 4;
        int left = code == FULL ? 1 : edges & ~squares;
        if (code == ABSENT)
            left = 0;
        m->down[code] = left ? m->edge[__builtin_ctz((unsigned)left)] : 0;
        m->critical[code] = (uint8_t)(left & (left - 1));
    }
}

/* The codes of a row without its margins, n pixels from v; ties are decided by the place. */
static inline __attribute__((always_inline)) void row_codes(uint8_t *restrict code,
                                                            const double *restrict v,
                                                            tda_index step, tda_index n,
                                                            double outside)
{
    for (tda_index x = 0; x < n; x++) {
        double here = v[x];
        int e0 = v[x + step] < here, e1 = v[x - 1] <= here;
        int e2 = v[x - step] <= here, e3 = v[x + 1] < here;
        int s0 = e3 & e0 & (v[x + step + 1] < here);
        int s1 = e0 & e1 & (v[x + step - 1] < here);
        int s2 = e1 & e2 & (v[x - step - 1] <= here);
        int s3 = e2 & e3 & (v[x - step + 1] <= here);
        int all =
            e0 | e1 << 1 | e2 << 2 | e3 << 3 | s0 << 4 | s1 << 5 | s2 << 6 | s3 << 7;
        code[x] = (uint8_t)(here == outside ? ABSENT : all);
    }
}

/* The code of one pixel whose neighbours may be repeated ones. */
static int border_code(const plane *m, tda_index p)
{
    const double *v = m->c->value;
    int code = 0, before[3][3];
    if (v[p] == m->c->outside)
        return ABSENT;
    for (int y = -1; y <= 1; y++)
        for (int x = -1; x <= 1; x++) {
            tda_index q = p + y * m->step + x;
            before[y + 1][x + 1] =
                v[q] < v[p] || (v[q] == v[p] && tdai_cubes_pixel(m->c, q) < p);
        }
    code = before[2][1] | before[1][0] << 1 | before[0][1] << 2 | before[1][2] << 3;
    static const int corner[4][2] = {{2, 2}, {2, 0}, {0, 0}, {0, 2}};
    for (int i = 0; i < 4; i++)
        code |=
            ((code >> (i + 3) % 4 & code >> i & 1) & before[corner[i][0]][corner[i][1]])
            << (4 + i);
    return code;
}

/* Give the pixel and the squares that appear with it their parents. */
static inline void set_parents(plane *m, tda_index p, int code)
{
    if (code == ABSENT) {
        m->pixel[p] = (uint32_t)m->c->size;
        return;
    }
    m->pixel[p] = (uint32_t)(p + m->down[code]);
    for (int squares = code >> 4; squares; squares &= squares - 1) {
        int i = __builtin_ctz((unsigned)squares),
            next = code == FULL && i == 0 ? 0 : i + 1;
        m->square[p + m->corner[i]] = (uint32_t)(p + m->corner[next & 3]);
    }
}

static void border_parents(plane *m, tda_index p)
{
    int code = border_code(m, p);
    m->code[p] = (uint8_t)code;
    m->pixel[p] = code == ABSENT ? (uint32_t)m->c->size : (uint32_t)(p + m->down[code]);
    for (int i = 0; code != ABSENT && i < 4; i++)
        if (code >> (4 + i) & 1) {
            int next = code == FULL && i == 0 ? 0 : i + 1;
            tda_index q = tdai_cubes_pixel(m->c, p + m->corner[i]);
            m->square[q] = (uint32_t)(p + m->corner[next & 3]);
        }
}

static tda_status sweep_rows(void *arg, tda_index begin, tda_index end)
{
    plane *m = arg;
    const bool *periodic = m->c->periodic;
    for (tda_index y = begin; y < end; y++) {
        tda_index p = tdai_cubes_row(m->c, y), n = m->width;
        if (periodic[0] && (y == 0 || y == m->height - 1)) {
            for (tda_index x = 0; x < n; x++)
                border_parents(m, p + x);
            continue;
        }
        row_codes(m->code + p, m->c->value + p, m->step, n, m->c->outside);
        for (tda_index x = periodic[1]; x < n - periodic[1]; x++)
            set_parents(m, p + x, m->code[p + x]);
        if (periodic[1]) {
            border_parents(m, p);
            border_parents(m, p + n - 1);
        }
    }
    return TDA_OK;
}

/* The critical edges in the order of their pixels, with the roots of the trees they touch. */
static tda_status find_saddles(tda_ctx *ctx, plane *m, tdai_arena *tmp, saddle **out,
                               double **value, tda_index *count)
{
    tda_status st = TDA_OK;
    tda_index n = 0, filled = 0;
    for (tda_index y = 0; y < m->height; y++) {
        const uint8_t *code = m->code + tdai_cubes_row(m->c, y);
        for (tda_index x = 0; x < m->width; x++)
            n += __builtin_popcount(m->critical[code[x]]);
    }
    /* beside the image and the forests: the edges, their values, their order and its sort */
    TRY(tdai_budget(ctx,
                    tdai_size_add(tdai_size_add(0, m->c->size, 25), n,
                                  (tda_index)sizeof(saddle) + 8 + 8 + 32),
                    "image diagram: edges"));
    saddle *s = ARRAY(tmp, saddle, n);
    *value = ARRAY(tmp, double, n);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index y = 0; y < m->height; y++) {
        tda_index p = tdai_cubes_row(m->c, y);
        TRY(tdai_poll(ctx, TDAI_IMAGE_STAGE, y, m->height));
        for (tda_index end = p + m->width; p < end; p++)
            for (unsigned e = m->critical[m->code[p]]; e; e &= e - 1) {
                int i = __builtin_ctz(e);
                tda_index next = p + m->corner[(i + 1) & 3];
                (*value)[filled] = m->c->value[p];
                s[filled++] =
                    (saddle){(uint32_t)p,
                             {tdai_root(m->pixel, (uint32_t)p),
                              tdai_root(m->pixel, (uint32_t)(p + m->edge[i]))},
                             {tdai_root(m->square, (uint32_t)(p + m->corner[i])),
                              tdai_root(m->square, (uint32_t)next)}};
            }
    }
    *out = s;
    *count = n;
done:
    return st;
}

/* Does root a come before root b in the sweep? */
static bool before(const plane *m, uint32_t a, uint32_t b)
{
    const double *v = m->c->value;
    return v[a] < v[b] || (v[a] == v[b] && a < b);
}

/* Join the trees: upward for pixels, then downward for squares. `order` keeps the edges that
 * join no pixels. */
static tda_status join(tda_ctx *ctx, plane *m, const saddle *s, tda_index *order,
                       tda_index n)
{
    tda_status st = TDA_OK;
    tda_index loops = 0;
    for (tda_index k = 0; k < n; k++) {
        const saddle *e = &s[order[k]];
        if (!(k & POLL_MASK))
            TRY(tdai_poll(ctx, TDAI_IMAGE_STAGE, k, 2 * n));
        uint32_t a = tdai_root(m->pixel, e->pixel[0]);
        uint32_t b = tdai_root(m->pixel, e->pixel[1]);
        if (a == b) {
            order[loops++] = order[k];
            continue;
        }
        uint32_t young = before(m, a, b) ? b : a;
        m->pixel[young] = young == a ? b : a;
        TRY(tdai_cubes_bar(ctx, m->c, 0, young, e->at));
    }
    for (tda_index k = loops; k-- > 0;) {
        const saddle *e = &s[order[k]];
        if (!(k & POLL_MASK))
            TRY(tdai_poll(ctx, TDAI_IMAGE_STAGE, 2 * n - k, 2 * n));
        uint32_t a = tdai_root(m->square, e->square[0]);
        uint32_t b = tdai_root(m->square, e->square[1]);
        if (a == b) {
            TRY(tdai_cubes_bar(ctx, m->c, 1, e->at, TDAI_NOWHERE));
            continue;
        }
        uint32_t young = before(m, a, b) ? a : b;
        m->square[young] = young == a ? b : a;
        TRY(tdai_cubes_bar(ctx, m->c, 1, e->at, young));
    }
    tdai_work(ctx, TDA_WORK_CELLS, n);
done:
    return st;
}

/* What is a root still is never paired. */
static tda_status find_essential(tda_ctx *ctx, plane *m)
{
    tda_status st = TDA_OK;
    for (tda_index y = 0; y < m->height; y++) {
        tda_index p = tdai_cubes_row(m->c, y);
        TRY(tdai_poll(ctx, TDAI_IMAGE_STAGE, y, m->height));
        for (tda_index end = p + m->width; p < end; p++) {
            if (m->code[p] == 0 && m->pixel[p] == p)
                TRY(tdai_cubes_bar(ctx, m->c, 0, p, TDAI_NOWHERE));
            if (m->code[p] == FULL && m->square[p] == p)
                TRY(tdai_cubes_bar(ctx, m->c, 2, p, TDAI_NOWHERE));
        }
    }
done:
    return st;
}

tda_status tdai_cubes_plane(tda_ctx *ctx, tdai_cubes *c)
{
    tda_status st = TDA_OK;
    tdai_arena forests = {0}, tmp = {0};
    plane m = {.c = c, .width = c->shape[1], .height = c->shape[0], .step = c->step[0]};
    saddle *s;
    double *value;
    tda_index n;
    m.pixel = ARRAY(&forests, uint32_t, c->size + 1);
    m.square = ARRAY(&forests, uint32_t, c->size + 1);
    m.code = ARRAY(&forests, uint8_t, c->size);
    TRY(tdai_arena_status(ctx, &forests));
    make_tables(&m);
    tdai_cubes_plant(c, m.pixel, m.square);
    TRY(tdai_parallel(ctx, TDAI_IMAGE_STAGE, m.height, GRAIN, sweep_rows, &m));
    TRY(find_saddles(ctx, &m, &tmp, &s, &value, &n));
    tda_index *order = ARRAY(&tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_argsort(ctx, order, value, n));
    TRY(join(ctx, &m, s, order, n));
    TRY(find_essential(ctx, &m));
done:
    tdai_arena_free(&tmp);
    tdai_arena_free(&forests);
    return st;
}
