/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose.h - A presentation on its way to a block diagonal one.
 *
 * Relations are taken in lexicographic order of their grades, those of equal grade together. Before
 * each batch the generators and the relations so far fall into blocks, each an indecomposable
 * module; a relation is an element of the sum of the blocks. An automorphism of that sum, which
 * row operations on all relations to come carry out, makes the batch meet as few blocks as can be;
 * what it then joins becomes one block. */
#ifndef TDA_MULTIPARAM_DECOMPOSE_H
#define TDA_MULTIPARAM_DECOMPOSE_H
#include "multiparam/basis.h"

enum { TDAI_BATCH = 64 }; /* relations of one grade that may have to be told apart */

/* ---- lists of increasing numbers (decompose_list.c), as vectors over Z/2 ---- */

typedef struct tdai_list {
    uint32_t *at;
    tda_index size, room;
} tdai_list;

void tdai_list_free(tdai_list *l);
tda_status tdai_list_copy(tda_ctx *ctx, tdai_list *to, const uint32_t *at, tda_index n);
/* to += at [n] */
tda_status tdai_list_add(tda_ctx *ctx, tdai_list *to, const uint32_t *at, tda_index n);
tda_status tdai_list_toggle(tda_ctx *ctx, tdai_list *to, uint32_t value);
tda_status tdai_list_push(tda_ctx *ctx, tdai_list *to, uint32_t value);
bool tdai_list_has(const tdai_list *l, uint32_t value);

/* ---- entries of relations to come (decompose_rows.c) ----
 * Row by row, since automorphisms add rows; each row stands in the queue of its first relation. */

typedef struct tdai_rows {
    tdai_list *row; /* [rows] relations; those before done[row] are handled */
    tda_index *done, rows;
    uint32_t *head;        /* [columns] rows whose first relation to come is this one */
    uint32_t *next, *prev; /* [rows] prev: TDAI_NONE: the first; not in a queue: itself */
    tdai_arena memory;
} tdai_rows;

tda_status tdai_rows_new(tda_ctx *ctx, tdai_rows *out, tda_index rows,
                         const tdai_level *columns);
void tdai_rows_free(tdai_rows *r);
/* The rows of relation j, which no row may hold an earlier one of, are taken off: column. */
tda_status tdai_rows_take(tda_ctx *ctx, tdai_rows *r, uint32_t j, tdai_list *column);
/* Row `to` += relations at [n]. */
tda_status tdai_rows_add(tda_ctx *ctx, tdai_rows *r, uint32_t to, const uint32_t *at,
                         tda_index n);
static inline const uint32_t *tdai_rows_rest(const tdai_rows *r, uint32_t row,
                                             tda_index *n)
{
    *n = r->row[row].size - r->done[row];
    return r->row[row].at ? r->row[row].at + r->done[row] : NULL;
}

/* ---- blocks (decompose_blocks.c) ---- */

typedef enum tdai_shape {
    TDAI_INTERVAL, /* relations are joins of neighbours and single generators */
    TDAI_OPEN,     /* no interval; may become one */
    TDAI_THICK,    /* some generators are comparable: will never be one */
} tdai_shape;

typedef struct tdai_blocks {
    const tdai_level *gens, *rels;
    uint32_t *parent;              /* [gens] of a union of sets; a root names its block */
    uint32_t *next_gen, *last_gen; /* [gens] lists; a root is no longer the first */
    uint32_t *first_gen;
    uint32_t *first_rel, *last_rel; /* [gens] of a root */
    uint32_t *next_rel;             /* [rels] */
    tda_index *size;                /* [gens] of a root: generators */
    unsigned char *shape;           /* [gens] of a root */
    tda_index *start;               /* [rels] entries of those handled, in pile */
    uint32_t *length;               /* [rels] */
    tdai_pile pile;
    uint32_t
        *touch; /* [gens] the last place in `touched` of a relation with the generator */
    tdai_pile
        touched; /* pairs of a relation and the place before, TDAI_NONE at the end */
    /* The relations so far, reduced so that those up to any y are reduced among themselves. */
    uint32_t *owner; /* [gens] the relation whose pivot it is */
    tdai_store sweep;
    tdai_column column;
    tdai_arena memory;
} tdai_blocks;

tda_status tdai_blocks_new(tda_ctx *ctx, tdai_blocks *out, const tdai_level *gens,
                           const tdai_level *rels);
void tdai_blocks_free(tdai_blocks *b);
uint32_t tdai_blocks_root(tdai_blocks *b, uint32_t gen);
/* v := the same element written in generators that are independent at (past all x, y). */
tda_status tdai_blocks_reduce(tda_ctx *ctx, tdai_blocks *b, tdai_list *v, uint32_t y);
/* Is the generator one of those? */
static inline bool tdai_blocks_free_at(const tdai_blocks *b, uint32_t gen, uint32_t y)
{
    return b->owner[gen] == TDAI_NONE || b->rels->y[b->owner[gen]] > y;
}
/* Join the blocks of all generators of the relations column [n] named rel [n], and add those. */
tda_status tdai_blocks_join(tda_ctx *ctx, tdai_blocks *b, const uint32_t *rel,
                            const tdai_list *column, tda_index n);

/* The vector space of a block at a grade: a basis of generators, and any generator written in it. */
typedef struct tdai_fibre {
    tdai_list basis;
    uint32_t *place; /* [gens] in the basis, where stamp says so */
    uint32_t *stamp; /* [gens] */
    uint32_t now;
    uint32_t *pivot; /* [gens] the reduced relation with that pivot, where turn says so */
    uint32_t *turn;
    tdai_pile reduced;
    tda_index *start; /* [rels] */
    uint32_t *length;
    bool thin; /* an interval: every generator is basis[0] */
    tdai_column column;
    tdai_list out; /* of tdai_fibre_write */
    tdai_arena memory;
} tdai_fibre;

tda_status tdai_fibre_new(tda_ctx *ctx, tdai_fibre *f, const tdai_blocks *b);
void tdai_fibre_free(tdai_fibre *f);
tda_status tdai_fibre_at(tda_ctx *ctx, tdai_fibre *f, const tdai_blocks *b, uint32_t root,
                         uint32_t x, uint32_t y);
/* f->out := a generator of the block, at or below the grade, in the basis. */
tda_status tdai_fibre_write(tda_ctx *ctx, tdai_fibre *f, uint32_t gen);

/* ---- the homomorphisms into a block (decompose_homs.c) ----
 * A homomorphism sends each generator of its source to an element of the target at that grade so
 * that the relations of the source vanish. The unknowns are pairs of a generator and one of
 * the basis at its grade. The space of what they make of a batch is kept in echelon form, with
 * the unknowns behind each of its elements. */

typedef struct tdai_homs {
    tdai_blocks *blocks;
    tdai_fibre gen_fibre, rel_fibre;
    uint32_t *source_seen;                      /* [gens] of a root */
    uint32_t *gen_seen, *gen_first, *gen_count; /* [gens] unknowns of a generator */
    uint32_t *rel_seen;                         /* [rels] */
    uint32_t *eval_seen, *eval_at; /* [gens] where a generator of the target is counted */
    uint32_t now;
    tdai_pile queue;    /* relations to look at */
    tdai_pile unknown;  /* pairs: a generator of the source, one of the target */
    tdai_pile entry;    /* pairs: an unknown and a row of the system */
    tdai_pile eval;     /* generators of the target at the batch's grade, as counted */
    tdai_pile system;   /* columns, reduced */
    tdai_pile owner[2]; /* of rows of evaluations and of equations */
    tdai_pile start, length; /* [unknowns] columns in system */
    tda_index equations, k;
    tdai_list work;
    int64_t columns, entries; /* work done */
    tdai_arena memory;
} tdai_homs;

/* Rows of the system: unknowns, then evaluations (generator and relation), then equations. */
#define TDAI_EVAL ((uint32_t)1 << 30)
#define TDAI_EQUATION ((uint32_t)1 << 31)

tda_status tdai_homs_new(tda_ctx *ctx, tdai_homs *h, tdai_blocks *b);
void tdai_homs_free(tdai_homs *h);
/* All homomorphisms from the blocks source [n] to the block `target`, as they act on the
 * relations column [k] at height y; with the identity of the target where `identity`, as the
 * unknown (TDAI_NONE, TDAI_NONE). */
tda_status tdai_homs_into(tda_ctx *ctx, tdai_homs *h, uint32_t target,
                          const uint32_t *source, tda_index n, bool identity,
                          const tdai_list *column, tda_index k, uint32_t y);
/* v := what part [k] (NULL: all) of the relations hold in the target, as rows of the system; where
 * `as` >= 0 relation `part` alone, written as if it were relation `as`. */
tda_status tdai_homs_vector(tda_ctx *ctx, tdai_homs *h, tdai_list *v, uint32_t target,
                            const tdai_list *column, const bool *part);
tda_status tdai_homs_vector_as(tda_ctx *ctx, tdai_homs *h, tdai_list *v, uint32_t target,
                               const tdai_list *column, tda_index as);
/* v reduced: rows of evaluations that are left, and before them the unknowns that were added. */
tda_status tdai_homs_reduce(tda_ctx *ctx, tdai_homs *h, tdai_list *v);

/* ---- algebras of matrices (decompose_algebra.c) ---- */

/* A k x k matrix over Z/2: column j is a word of bits. */
typedef struct tdai_square {
    uint64_t column[TDAI_BATCH];
} tdai_square;

/* Split Z/2^k into as many summands as can be whose projections lie in the algebra that
 * basis [n] spans, which holds the identity: out's columns are a basis, group[j] the summand of
 * each, in order. */
tda_status tdai_algebra_split(tda_ctx *ctx, tdai_square *out, int *group, int *groups,
                              const tdai_square *basis, tda_index n, int k);

/* ---- the batches (decompose_batch.c) ---- */

typedef struct tdai_decomposing {
    tdai_graded graded; /* level 0: generators, 1: relations */
    tdai_blocks blocks;
    tdai_rows rows;
    tdai_homs homs;
    uint32_t *mark; /* [gens] TDAI_NONE between uses */
    tdai_arena memory;
} tdai_decomposing;

/* The relations first .. last-1, all of one grade. */
tda_status tdai_decompose_batch(tda_ctx *ctx, tdai_decomposing *d, uint32_t first,
                                uint32_t last);

/* ---- the result (decompose_write.c) ---- */

tda_status tdai_decompose_write(tda_ctx *ctx, tda_decomposition *out, tdai_decomposing *d,
                                const tda_presentation *p);

#endif
