/* Safe passage as a lease: the mover and one guarantor, each with its own view, words under way in order, two clocks
   that differ by at most the skew (one unit). A second opinion on homeward.channel.passage, written from the rules.
   RULE1..RULE4 may be set to 0: the checker must then find somebody on the road whom nobody guarantees. */
#ifndef RULE1
#define RULE1 1
#endif
#ifndef RULE2
#define RULE2 1
#endif
#ifndef RULE3
#define RULE3 1
#endif
#ifndef RULE4
#define RULE4 1
#endif
#define LAST 6
#define SINCE(n) (n)          /* notice n opens at n and closes at n + 2; the way takes one unit */
#define UNTIL(n) ((n) + 2)

mtype = { notice, ack, ask, agree };
chan to_guarantor = [2] of { mtype, byte };
chan to_mover = [2] of { mtype, byte };

byte time, error_m, error_g;  /* true time, and by how much each clock is ahead */
byte given;                   /* the mover's newest notice, 0: none */
bool acked, asked, ended;     /* the mover's view of it */
bool road; byte left;         /* who is on the road, since when */
byte heard;                   /* the guarantor's newest notice */
bool g_acked, g_ended;        /* the guarantor's view of it */
bool was_on_the_road, was_revoked;

#define CLOCK_M (time + error_m)
#define CLOCK_G (time + error_g)
#if RULE3
#define IN_GUARD (CLOCK_G + 1 >= SINCE(heard) && CLOCK_G <= UNTIL(heard) + 1)
#else
#define IN_GUARD (CLOCK_G >= SINCE(heard) && CLOCK_G <= UNTIL(heard))
#endif
#define HOLDS (heard > 0 && g_acked && !g_ended && IN_GUARD)

proctype mover() {
  byte n;
  do
  :: atomic { !road && given < 2 && UNTIL(given + 1) > CLOCK_M && nfull(to_guarantor) ->
       given++; acked = false; asked = false; ended = false; to_guarantor!notice(given) }
  :: atomic { given > 0 && acked && !ended && !road && CLOCK_M >= SINCE(given) && CLOCK_M + 1 <= UNTIL(given) ->
       road = true; left = time; was_on_the_road = true }
  :: atomic { road -> road = false }
  :: atomic { given > 0 && asked && !ended && (!road || !RULE4) && nfull(to_guarantor) ->
       ended = true; to_guarantor!agree(given) }
  :: atomic { to_mover?ack(n) -> if :: (n == given || !RULE1) && !ended -> acked = true :: else fi }
  :: atomic { to_mover?ask(n) -> if :: n == given -> asked = true :: else fi }
  :: timeout -> break
  od
}

proctype guarantor() {
  byte n;
  do
  :: atomic { to_guarantor?notice(n) -> heard = n; g_acked = false; g_ended = false }
  :: atomic { to_guarantor?agree(n) -> if :: n == heard -> g_ended = true; was_revoked = true :: else fi }
  :: atomic { heard > 0 && !g_acked && !g_ended && CLOCK_G <= UNTIL(heard) && nfull(to_mover) ->
       g_acked = true; to_mover!ack(heard) }
  :: atomic { heard > 0 && !g_ended && nfull(to_mover) ->
       if :: !RULE2 -> g_ended = true :: else fi; to_mover!ask(heard) }
  :: timeout -> break
  od
}

proctype clock() {
  do
  :: atomic { time < LAST && (!road || time < left + 1) -> time++ }
  :: time == LAST -> break
  od
}

init {
  atomic {
    if :: error_m = 1 :: error_g = 1 :: skip fi;
    run mover(); run guarantor(); run clock()
  }
}

#ifdef REACH
ltl reached { [] !REACH }     /* must be refuted: it says that this never happens */
#else
ltl guarded { [] (road -> HOLDS) }
#endif
