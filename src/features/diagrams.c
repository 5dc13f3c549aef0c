/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagrams.c - What a vectorizer of diagrams has to remember to fit its ranges to all it saw.
 *
 * Ranges depend on the least and greatest births, deaths and lengths of finite bars, and on bars
 * without end as they are clamped, of which there are few. So these bars alone are kept, and the
 * functions that fit options to diagrams are called on them: they give what they would give on
 * all diagrams seen. */
#include "features/diagrams.h"
#include <string.h>

const char *const tdai_endless_words[] = {"auto", "drop", "clamp", "refuse", NULL};
const char *const tdai_endless_words_keep[] = {"auto",   "drop", "clamp",
                                               "refuse", "keep", NULL};
const char *const tdai_conventions4[] = {"tda", "gudhi", "giotto", "persim", NULL};
const char *const tdai_conventions3[] = {"tda", "gudhi", "giotto", NULL};
const char *const tdai_conventions2[] = {"tda", "gudhi", NULL};

double tdai_number_of(const tda_vectorizer *v, const char *key, double otherwise)
{
    for (int k = 0; v->row->key[k].name; k++)
        if (strcmp(v->row->key[k].name, key) == 0 && v->set[k].size > 0)
            return v->set[k].at[0];
    return otherwise;
}

tda_endless tdai_endless_of(const tda_vectorizer *v)
{
    static const tda_endless of[] = {TDA_ENDLESS_AUTO, TDA_ENDLESS_DROP,
                                     TDA_ENDLESS_CLAMP, TDA_ENDLESS_REFUSE,
                                     TDA_ENDLESS_KEEP};
    return of[(int)tdai_number_of(v, "endless", 0)];
}

tda_convention tdai_convention_of(const tda_vectorizer *v)
{
    return (tda_convention)(int)tdai_number_of(v, "convention", 0);
}

double tdai_clamp_of(const tda_vectorizer *v, const char *key)
{
    double x = tdai_number_of(v, key, NAN);
    return isinf(x) ? NAN : x;
}

tda_status tdai_settle_one(tda_ctx *ctx, tda_vectorizer *v, const char *key, double value)
{
    return tdai_is_set(v, key) ? TDA_OK : tdai_set_one(ctx, v, key, value);
}

/* The least and the greatest of births, deaths and lengths. */
typedef struct extremes {
    double least[TDAI_DIAGRAM_RANGES], greatest[TDAI_DIAGRAM_RANGES];
} extremes;

/* Does this bar change them? One without end always counts. */
static bool widens(extremes *x, double birth, double death)
{
    double at[TDAI_DIAGRAM_RANGES] = {birth, death, death - birth};
    bool news = isinf(birth) || isinf(death);
    for (int i = 0; i < TDAI_DIAGRAM_RANGES && !isinf(birth) && !isinf(death); i++) {
        news |= at[i] < x->least[i] || at[i] > x->greatest[i];
        x->least[i] = fmin(x->least[i], at[i]);
        x->greatest[i] = fmax(x->greatest[i], at[i]);
    }
    return news;
}

tda_status tdai_keep_bars(tda_ctx *ctx, tda_vectorizer *v, const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    tda_index first, last, before = v->points.size;
    extremes x;
    for (int i = 0; i < TDAI_DIAGRAM_RANGES; i++) {
        x.least[i] = INFINITY;
        x.greatest[i] = -INFINITY;
    }
    for (tda_index i = 0; i < before; i += 2)
        (void)widens(&x, v->points.at[i], v->points.at[i + 1]);
    tdai_descriptor_bars(d, &first, &last);
    for (tda_index i = first; i < last; i++) {
        double birth = d->diagram->birth[i], death = d->diagram->death[i];
        if (!(birth < death) || !widens(&x, birth, death))
            continue;
        TRY(tdai_values_push(ctx, &v->points, birth));
        TRY(tdai_values_push(ctx, &v->points, death));
    }
done:
    if (st)
        v->points.size = before;
    return st;
}

tda_status tdai_kept_bars(tda_ctx *ctx, tda_diagram *out, const tda_vectorizer *v,
                          tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tda_index n = v->points.size / 2;
    tda_index *start = ARRAY(arena, tda_index, 2);
    double *birth = ARRAY(arena, double, n), *death = ARRAY(arena, double, n);
    TRY(tdai_arena_status(ctx, arena));
    start[0] = 0;
    start[1] = n;
    for (tda_index i = 0; i < n; i++) {
        birth[i] = v->points.at[2 * i];
        death[i] = v->points.at[2 * i + 1];
    }
    *out = (tda_diagram){.degrees = 1, .start = start, .birth = birth, .death = death};
done:
    return st;
}
