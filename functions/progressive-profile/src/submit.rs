//! `POST /edge/profile/{id}`: what was typed.

use vestibule_http::{Form, RawQuery, Request, Step};
use vestibule_pages::ProfileForm;

use crate::ask_who;
use crate::carried::Carried;
use crate::consent::{NotShown, statements};
use crate::decide::{Context, Sender, Stepped};
use crate::form::{Shown, damaged, show};
use crate::hand_back::{
    HandedBack, NotTaken, Said, claims_of, skipped, with_answers, without_answers,
};
use crate::network::Network;
use crate::opened::{Locks, Opened};
use crate::place::Place;
use crate::refuse::{Refusal, refuse, refuse_in};
use crate::session_id::SessionId;
use crate::sheet::Sheet;
use crate::trace::End;

/// Takes a page of the form: shows it again if something does not do, goes on to another page, or back to the tenant.
pub(crate) fn answer(context: Context<'_>, id: SessionId, request: &Request<'_>) -> Stepped {
    let (opened, locks) = match Opened::find(context, id) {
        Ok(found) => found,
        Err(why) => return refuse(context, None, Refusal::new(End::NoSession, why)),
    };
    if !is_ours(context.sender, request.origin) {
        let foreign = Refusal::new(End::Foreign, "the form came from elsewhere");
        return refuse_in(context, &opened, foreign);
    }
    let place = match Place::find(context, Some(&opened.ask)) {
        Step::Done(place) => place,
        Step::Need(needs) => return Step::Need(needs),
    };
    let sheet = match Sheet::of(context, &opened, &place) {
        Ok(Some(sheet)) => sheet,
        Ok(None) => {
            let why = HandedBack::NotAsked;
            return without_answers(context, &opened, locks, &place, why);
        }
        Err(error) => return damaged(context, &opened, error),
    };
    if opened.session.network == Network::Other {
        // Nothing of a form is taken that was not shown.
        let decision = ask_who::take(context, &opened, locks, &place, request.body);
        return Step::Done(decision);
    }
    let form = Form::new(request.body);
    let carried = form.field(Carried::FIELD);
    let carried = carried.and_then(|text| Carried::open(locks.keys, id, &text));
    let Some(mut carried) = carried.filter(|it| it.step < sheet.pages.len()) else {
        // Its form was of another session, or of another version of the questions: it begins anew.
        let shown = shown(Carried::default(), End::Shown);
        return Step::Done(show(context, &opened, locks, &place, &sheet, &shown));
    };
    let pairs: Vec<_> = RawQuery::new(request.body)
        .pairs()
        .map(|pair| (pair.name(), pair.value()))
        .collect();
    let step = carried.step;
    carried.take(
        |control| sheet.is_on(step, control),
        pairs.iter().map(|(name, value)| (&**name, &**value)),
    );
    let trip = Trip {
        context,
        opened: &opened,
        locks,
        place: &place,
        sheet: &sheet,
    };
    match form.field(ProfileForm::GO).as_deref() {
        Some(ProfileForm::SKIP) if sheet.is_optional() => trip.skip(&carried),
        Some(ProfileForm::BACK) => Step::Done(trip.back(carried)),
        _ => trip.go_on(carried),
    }
}

/// Whether a form came from one of our own pages. `Origin` alone would not do: under our referrer policy browsers write `null` there
/// even then (Fetch, section 3.2).
fn is_ours(sender: &Sender<'_>, origin: &str) -> bool {
    match sender.site {
        "same-origin" => true,
        // Browsers from before 2023 say nothing; the cookie is not sent along from another site in any case.
        // TLS may end in front of us, so that what is `https` to the browser came in as `http`; never the other way round.
        "" => {
            matches!(sender.origin, "" | "null")
                || sender.origin == origin
                || origin
                    .strip_prefix("http://")
                    .is_some_and(|host| sender.origin.strip_prefix("https://") == Some(host))
        }
        _ => false,
    }
}

fn shown(carried: Carried, end: End) -> Shown {
    Shown {
        carried,
        problems: Vec::new(),
        is_not_saved: false,
        end,
    }
}

struct Trip<'t, 'a> {
    context: Context<'a>,
    opened: &'t Opened,
    locks: Locks<'a>,
    place: &'t Place<'a>,
    sheet: &'t Sheet<'t>,
}

impl Trip<'_, '_> {
    fn skip(&self, carried: &Carried) -> Stepped {
        let said = Said {
            claims: skipped(HandedBack::Skipped),
            statements: Vec::new(),
            end: End::Skipped,
        };
        self.hand_back(carried, said)
    }

    fn back(&self, mut carried: Carried) -> crate::decide::Decision {
        let before = self.sheet.previous(&carried, carried.step);
        carried.step = before.unwrap_or(carried.step);
        self.show(&shown(carried, End::Shown))
    }

    fn go_on(&self, mut carried: Carried) -> Stepped {
        let step = carried.step;
        let verdicts = self.sheet.verdicts(&carried, step);
        let wrong = verdicts.iter().filter_map(|(question, step, verdict)| {
            let problem = verdict.as_ref().err()?;
            Some((question.field.name.to_owned(), *step, *problem))
        });
        let wrong: Vec<_> = wrong.collect();
        if let Some(first) = wrong.iter().map(|(_, step, _)| *step).min() {
            // Mostly the page that was sent; an earlier one if the tenant file has changed since.
            carried.step = first;
            let on_it = wrong.into_iter().filter(|(_, step, _)| *step == first);
            return Step::Done(self.show(&Shown {
                carried,
                problems: on_it.map(|(name, _, problem)| (name, problem)).collect(),
                is_not_saved: false,
                end: End::Again,
            }));
        }
        if let Some(next) = self.sheet.next(&carried, step) {
            carried.step = next;
            return Step::Done(self.show(&shown(carried, End::Shown)));
        }
        let statements = match statements(&verdicts, &carried) {
            Ok(statements) => statements,
            // Nobody has seen it as it is now.
            Err(NotShown(step)) => {
                let again = Carried {
                    step,
                    ..carried.clone()
                };
                return Step::Done(self.show(&shown(again, End::Shown)));
            }
        };
        let said = Said {
            claims: claims_of(&verdicts),
            statements,
            end: End::Answered,
        };
        self.hand_back(&carried, said)
    }

    fn hand_back(&self, carried: &Carried, said: Said<'_>) -> Stepped {
        let because = |mut decision: crate::decide::Decision, why: Option<&str>| {
            decision.trace.why = why.map(str::to_owned);
            Step::Done(decision)
        };
        match with_answers(self.context, self.opened, self.locks, self.place, said) {
            Step::Need(needs) => Step::Need(needs),
            Step::Done(Ok(decision)) => Step::Done(decision),
            Step::Done(Err(NotTaken::Unavailable(why))) if self.sheet.is_optional() => {
                let (context, unavailable) = (self.context, HandedBack::Unavailable);
                match without_answers(context, self.opened, self.locks, self.place, unavailable) {
                    Step::Done(decision) => because(decision, why),
                    Step::Need(needs) => Step::Need(needs),
                }
            }
            Step::Done(Err(NotTaken::Unavailable(why))) => {
                let again = self.show(&Shown {
                    carried: carried.clone(),
                    problems: Vec::new(),
                    is_not_saved: true,
                    end: End::Unavailable,
                });
                because(again, why)
            }
            Step::Done(Err(NotTaken::Spent)) => {
                let spent = Refusal::new(End::Spent, "the session was answered otherwise");
                refuse_in(self.context, self.opened, spent)
            }
        }
    }

    fn show(&self, shown: &Shown) -> crate::decide::Decision {
        show(
            self.context,
            self.opened,
            self.locks,
            self.place,
            self.sheet,
            shown,
        )
    }
}
