/* The deal between two sides over messages that may be on their way: a second opinion on homeward.channel.deal,
   written from the rules. A offers; B answers; A confirms; either side withdraws while it may. Each side keeps its own
   view and reads the other's words in order. What one side saw sealed must never come to be withdrawn with the other.
   RULE1: only the offering side may withdraw an accepted offer. RULE2: only the offering side confirms.
   RULE3: a deal starts when both said start. Set to 0, the checker must find the harm. */
#ifndef RULE1
#define RULE1 1
#endif
#ifndef RULE2
#define RULE2 1
#endif
#ifndef RULE3
#define RULE3 1
#endif
#define OFFERED 1
#define ACCEPTED 2
#define SEALED 3
#define STARTED 4
#define CLOSED 5
#define OVER 6                /* withdrawn or declined */

mtype = { accept, confirm, decline, withdraw, start, close };
chan to_a = [4] of { mtype };
chan to_b = [4] of { mtype };
byte a = OFFERED, b = OFFERED;
bool a_started, b_started, a_heard_start, b_heard_start, a_closed, b_closed, a_heard_close, b_heard_close;

inline hear_a(m) {
  if
  :: m == accept && a == OFFERED -> a = ACCEPTED
  :: m == confirm && a == ACCEPTED && !RULE2 -> a = SEALED
  :: m == decline && a == OFFERED -> a = OVER
  :: m == withdraw && (a == OFFERED || (a == ACCEPTED && !RULE1)) -> a = OVER
  :: m == start && a == SEALED -> a_heard_start = true
  :: m == close && a == STARTED -> a_heard_close = true
  :: else
  fi
}

inline hear_b(m) {
  if
  :: m == confirm && b == ACCEPTED -> b = SEALED
  :: m == withdraw && (b == OFFERED || b == ACCEPTED) -> b = OVER
  :: m == start && b == SEALED -> b_heard_start = true
  :: m == close && b == STARTED -> b_heard_close = true
  :: else
  fi
}

proctype offering() {
  mtype m;
  do
  :: atomic { to_a?m -> hear_a(m) }
  :: atomic { a == ACCEPTED -> a = SEALED; to_b!confirm }
  :: atomic { (a == OFFERED || a == ACCEPTED) -> a = OVER; to_b!withdraw }
  :: atomic { a == SEALED && !a_started -> a_started = true; to_b!start }
  :: atomic { a == SEALED && a_started && (a_heard_start || !RULE3) -> a = STARTED }
  :: atomic { a == STARTED && !a_closed -> a_closed = true; to_b!close }
  :: atomic { a == STARTED && a_closed && a_heard_close -> a = CLOSED }
  :: timeout -> break
  od
}

proctype answering() {
  mtype m;
  do
  :: atomic { to_b?m -> hear_b(m) }
  :: atomic { b == OFFERED -> b = ACCEPTED; to_a!accept }
  :: atomic { b == OFFERED -> b = OVER; to_a!decline }
  :: atomic { (b == OFFERED || (b == ACCEPTED && !RULE1)) -> b = OVER; to_a!withdraw }
  :: atomic { b == ACCEPTED && !RULE2 -> b = SEALED; to_a!confirm }
  :: atomic { b == SEALED && !b_started -> b_started = true; to_a!start }
  :: atomic { b == SEALED && b_started && (b_heard_start || !RULE3) -> b = STARTED }
  :: atomic { b == STARTED && !b_closed -> b_closed = true; to_a!close }
  :: atomic { b == STARTED && b_closed && b_heard_close -> b = CLOSED }
  :: timeout -> break
  od
}

init { atomic { run offering(); run answering() } }

#define BOUND_A (a >= SEALED && a < OVER)
#define BOUND_B (b >= SEALED && b < OVER)
#define closed_by_both (a == CLOSED && b == CLOSED)
#ifdef REACH
ltl reached { [] !REACH }     /* must be refuted: it says that this never happens */
#else
ltl kept { [] (!(BOUND_A && b == OVER) && !(BOUND_B && a == OVER) && (a != STARTED || b_started) && (b != STARTED || a_started)) }
#endif
