/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lune.h - The parts of the function-Rips engine: points in the order of the function, edges in
 * the order of length, lunes, flows, and homology of every sublevel set at the scale reached.
 *
 * Points are named by their ranks by function, so that the grade of a simplex in the second
 * parameter is its greatest rank; edges are in a strict total order by (length, lower rank, higher
 * rank). The lune of an edge holds the points joined to both its ends by earlier edges. */
#ifndef TDA_MULTIPARAM_LUNE_H
#define TDA_MULTIPARAM_LUNE_H
#include "data/graph.h"
#include "multiparam/private.h"

TDA_BEGIN

/* ---- lune_points.c: points by rank, and their distances in the scale ---- */

typedef struct tdai_lune_points {
    tda_index size;
    tdai_lengths lengths;
    tda_index *id;       /* [n] the point of each rank */
    double *height;      /* [n] its function value, ascending */
    tda_index dimension; /* of a cloud; 0: distances */
    tda_index stride;    /* of its axes */
    double *axis;        /* [dimension x stride] coordinates times 2^-exponent */
    double *at;          /* [n x dimension] the same */
    int exponent;
    tdai_graph near; /* sparse distances, or few edges under a threshold: all of them */
    bool listed;     /* is `near` there? */
    bool bits;       /* keep neighbours as bits, not lists */
    double *cone; /* [n] past this length every sublevel set with this rank is a cone from
                     one of its points; INFINITY: not known */
    double threshold; /* no longer edge matters */
    tdai_arena memory;
} tdai_lune_points;

/* Sort the points and find how far edges matter. */
tda_status tdai_lune_points_new(tda_ctx *ctx, tdai_lune_points *out,
                                const tdai_lengths *lengths, const double *function,
                                tda_choice bits);
void tdai_lune_points_free(tdai_lune_points *p);
/* The length of the pair of ranks i, j; INFINITY where they are not joined. */
double tdai_lune_length(const tdai_lune_points *p, tda_index i, tda_index j);
/* length [n] := those of rank i to the ranks below it. */
void tdai_lune_row(const tdai_lune_points *p, tda_index i, double *length);

/* ---- lune_edges.c: edges in order, a bucket of lengths at a time ---- */

typedef struct tdai_lune_edge {
    double length;
    uint32_t u, v; /* ranks, u < v */
} tdai_lune_edge;

static inline bool tdai_lune_before(const tdai_lune_edge *a, const tdai_lune_edge *b)
{
    if (a->length != b->length)
        return a->length < b->length;
    return a->u != b->u ? a->u < b->u : a->v < b->v;
}

typedef struct tdai_lune_edges {
    const tdai_lune_points *points;
    tda_index edges, done; /* in all, and in the bands before this one */
    double scale;          /* buckets per unit of length */
    tda_index buckets;
    tda_index *count;        /* [buckets] edges in each */
    tda_index first, bucket; /* the band: buckets first .. bucket - 1 */
    tda_index *next;         /* [buckets] where their edges go */
    tda_index size, room;    /* edges of the band, and the most it may have */
    tdai_lune_edge *edge;    /* [room] the band, sorted */
    tdai_arena memory;
} tdai_lune_edges;

tda_status tdai_lune_edges_new(tda_ctx *ctx, tdai_lune_edges *out,
                               const tdai_lune_points *points);
void tdai_lune_edges_free(tdai_lune_edges *e);
/* The next edges in order; *size is 0 after the last. Valid until the next call. */
tda_status tdai_lune_edges_next(tda_ctx *ctx, tdai_lune_edges *e,
                                const tdai_lune_edge **edge, tda_index *size);

/* ---- lune_bits.c: loops over rows of bits ---- */

typedef struct tdai_lune_loops {
    const char *name;
    /* The first bit that a and b have in common, -1 for none. */
    tda_index (*common)(const uint64_t *a, const uint64_t *b, tda_index words);
    /* Does any bit that a and b have in common lack in c? */
    bool (*escapes)(const uint64_t *a, const uint64_t *b, const uint64_t *c,
                    tda_index words);
    /* a ^= b */
    void (*add)(uint64_t *a, const uint64_t *b, tda_index words);
    /* Bits that are set. */
    tda_index (*count)(const uint64_t *a, tda_index words);
} tdai_lune_loops;

extern const tdai_lune_loops tdai_lune_loops_plain;
/* The best for this processor. */
const tdai_lune_loops *tdai_lune_loops_here(void);

/* ---- lune_rows.c, lune_lists.c: who is joined to whom ----
 * Either a bit for each two points, of the edges so far; or the neighbours of each point by all
 * edges, with the place of each edge in the order. `at` is the place of the edge asked about. */

typedef struct tdai_lune_rows {
    const tdai_lune_points *points;
    const tdai_lune_loops *loops;
    tda_index size, words; /* words of a row */
    uint64_t *bit;         /* [n x words] each point is joined to itself; NULL: lists */
    uint64_t *lune, *rest; /* [words] scratch */
    tda_index *start;      /* [n+1] lists: point i has the entries start[i] .. */
    uint32_t *near;        /* ascending for each point */
    uint32_t *when;        /* the place of the edge to it */
    uint32_t *common;      /* [commons] the lune asked about last */
    tda_index commons;
    tdai_arena memory;
} tdai_lune_rows;

/* edge: all of them in order, for lists; NULL for bits, of no edges yet. */
tda_status tdai_lune_rows_new(tda_ctx *ctx, tdai_lune_rows *out,
                              const tdai_lune_points *points, const tdai_lune_edge *edge,
                              tda_index edges);
void tdai_lune_rows_free(tdai_lune_rows *r);
/* From now on u and v are joined: nothing to do for lists. */
void tdai_lune_rows_join(tdai_lune_rows *r, uint32_t u, uint32_t v);
/* The first point of the lune of an edge that is not joined yet; TDAI_NONE for none. */
uint32_t tdai_lune_first(tdai_lune_rows *r, uint32_t u, uint32_t v, uint32_t at);
/* Then, of the same edge: those after the first, up to `last`, that are joined to no earlier point
 * of the lune. out [n] */
tda_index tdai_lune_others(tdai_lune_rows *r, uint32_t u, uint32_t v, uint32_t at,
                           uint32_t first, uint32_t last, uint32_t *out);
/* The first point of the lune of an edge that is joined. */
uint32_t tdai_lune_first_before(const tdai_lune_rows *r, uint32_t u, uint32_t v);

/* The same for lists. */
tda_status tdai_lune_lists_new(tda_ctx *ctx, tdai_lune_rows *r,
                               const tdai_lune_edge *edge, tda_index edges);
uint32_t tdai_lune_lists_first(tdai_lune_rows *r, uint32_t u, uint32_t v, uint32_t at);
tda_index tdai_lune_lists_others(const tdai_lune_rows *r, uint32_t at, uint32_t last,
                                 uint32_t *out);
uint32_t tdai_lune_lists_first_before(const tdai_lune_rows *r, uint32_t u, uint32_t v);

/* ---- lune_sieve.c: which edges of a batch change nothing, by all threads ---- */

enum { TDAI_LUNE_BATCH = 8192 };

typedef enum tdai_lune_verdict {
    TDAI_LUNE_OPEN,   /* look at it in its turn */
    TDAI_LUNE_PAIRED, /* nothing happens unless a class appears by then */
    TDAI_LUNE_IDLE    /* nothing happens */
} tdai_lune_verdict;

typedef struct tdai_lune_sieve {
    unsigned char *verdict; /* [batch] tdai_lune_verdict */
    uint32_t *head,
        *next; /* [n], [2 batch] chains of the edges of the batch at a point */
    const tdai_lune_rows *rows;
    const tdai_lune_edge *edge; /* the batch */
    uint32_t at, last;
    tdai_arena memory;
} tdai_lune_sieve;

tda_status tdai_lune_sieve_new(tda_ctx *ctx, tdai_lune_sieve *out, tda_index n);
void tdai_lune_sieve_free(tdai_lune_sieve *s);
/* Judge a batch, of which no edge is joined yet.
 * at: the place of its first edge; last: the last rank with a class, or TDAI_NONE */
tda_status tdai_lune_sieve_run(tda_ctx *ctx, tdai_lune_sieve *s,
                               const tdai_lune_rows *rows, const tdai_lune_edge *edge,
                               tda_index size, uint32_t at, uint32_t last);

/* ---- lune_flow.c: edges as sums of critical ones ---- */

typedef struct tdai_lune_flow {
    const tdai_lune_rows *rows;
    uint64_t *key;    /* [room] the edge u n + v, plus 1; 0: free */
    tda_index *start; /* [room] offset in entry */
    uint32_t *length; /* [room] */
    tda_index used, room;
    uint32_t *entry; /* numbers of critical edges, ascending */
    tda_index entries, most;
    struct lune_wait *wait; /* [waits] edges whose flow is being put together */
    tda_index waits;
} tdai_lune_flow;

void tdai_lune_flow_free(tdai_lune_flow *f);
/* The edge (u, v) is critical, with that number. */
tda_status tdai_lune_flow_critical(tda_ctx *ctx, tdai_lune_flow *f, uint32_t u,
                                   uint32_t v, uint32_t number);
/* The flow of an edge that is joined: valid until the next call. */
tda_status tdai_lune_flow_of(tda_ctx *ctx, tdai_lune_flow *f, uint32_t u, uint32_t v,
                             const uint32_t **entry, uint32_t *size);

/* ---- lune_count.c: an integer for each rank, changed from one rank on ---- */

typedef struct tdai_lune_count {
    tda_index leaves;
    int32_t *sum,
        *most; /* [2 leaves] of each subtree, and its greatest sum of a beginning */
} tdai_lune_count;

/* Zero for each of n ranks; memory from the arena, which is to be asked. */
void tdai_lune_count_new(tdai_lune_count *c, tda_index n, tdai_arena *memory);

void tdai_lune_count_add(tdai_lune_count *c, uint32_t from, int32_t change);
int32_t tdai_lune_count_at(const tdai_lune_count *c, uint32_t rank);
/* The last rank with a count above zero; TDAI_NONE for none. */
uint32_t tdai_lune_count_last(const tdai_lune_count *c);

/* ---- lune_columns.c: boundaries of triangles, reduced by rank ---- */

typedef struct tdai_lune_columns {
    const tdai_lune_loops *loops;
    uint64_t *work;         /* [words] the column at hand */
    uint32_t used;          /* words of it past which all is zero */
    tda_index words;        /* room for rows, in words */
    struct lune_column *at; /* [64 words] by pivot */
    tda_index bytes;        /* of the columns kept */
    tdai_effort effort;
} tdai_lune_columns;

void tdai_lune_columns_free(tdai_lune_columns *c);
/* Make room for so many rows. */
tda_status tdai_lune_columns_room(tda_ctx *ctx, tdai_lune_columns *c, tda_index rows);
/* Add rows to the column at hand, which is zero at first. */
void tdai_lune_columns_toggle(tdai_lune_columns *c, const uint32_t *row, uint32_t size);
/* row := the rows of the column at hand, ascending; returns how many. */
uint32_t tdai_lune_columns_list(const tdai_lune_columns *c, uint32_t *row);
/* Reduce the column at hand, of rank y. *dead := the rank of the column that became zero, or
 * TDAI_NONE where none did. */
tda_status tdai_lune_columns_reduce(tda_ctx *ctx, tdai_lune_columns *c, uint32_t y,
                                    uint32_t *dead);

/* ---- lune_engine.c: all of it together ---- */

/* What is told as it is found; functions may be NULL. Ranks are named by `points`. */
typedef struct tdai_lune_sink {
    void *to;
    int last; /* 0: triangles are not looked at, and degree 1 is to be ignored */
    /* A point mass of the Hilbert measure of that degree, at the length of e and at rank y. */
    tda_status (*mass)(void *to, const tdai_lune_points *points, int degree,
                       const tdai_lune_edge *e, uint32_t y, int64_t weight);
    /* The next critical edge. */
    tda_status (*edge)(void *to, const tdai_lune_points *points, const tdai_lune_edge *e);
    /* A critical triangle of the length of e and of rank y, and the numbers of the critical edges
     * that its boundary comes to. All that are needed are told, and perhaps more. */
    tda_status (*triangle)(void *to, const tdai_lune_points *points,
                           const tdai_lune_edge *e, uint32_t y, const uint32_t *boundary,
                           uint32_t size);
} tdai_lune_sink;

tda_status tdai_lune_run(tda_ctx *ctx, const tdai_lengths *lengths,
                         const double *function, tda_choice bits,
                         const tdai_lune_sink *sink);

TDA_END
#endif
