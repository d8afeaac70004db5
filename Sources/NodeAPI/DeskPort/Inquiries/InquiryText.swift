/// The texts about inquiries, members on their way in and papers of rights. What they say in a language stands in
/// that language's file in `Languages`.
package enum InquiryText: Hashable, CaseIterable, Sendable {
    // The list, and asking.
    case lead, none, subject, about, reference, from, askedHere, asked, whom, ownDesk, question,
        gone,
        photos, photosHint, ask, assignee, nobody, waiting, anybody, anyState, show,
        mine, everything
    case stateOpen, stateAnswered, stateClosed, urgent, late, underWay, failed
    case aboutProduct, aboutRight, aboutListing, aboutIdentifier, aboutComplaint, aboutOther
    // One of them.
    case course, answer, verdict, yes, no, more, words, send, askFurther, further, assign, manager,
        manage, note, addNote, contact, contactWith, contactText, contactNext, addContact, close,
        person, photo, photoComing, byNode, didAssign, didManage, didHandOver, didEscalate,
        didClose,
        didNotArrive, notBrought, notTaken
    // Figures and the clock.
    case figures, count, answeredCount, withinClock, median, hours, rulesHeading, warnHours,
        lateHours, setRules
    // Shifts.
    case handOvers, handOverLead, handOverTo, handOverNote, handOver, handOverOpen, handOverNone
    // Members on their way in.
    case onboarding, onboardingLead, done, nextStep, since, stuck, lastContact, due, contactLog,
        stepConnected, stepLog, stepPeople, stepRight, stepProduct, stepReport, stepComplaint,
        stepToDo, stepNotNeeded, stepUnknown
    // Papers of rights.
    case documents, documentsLead, document, documentKind, kindCertificate, kindRenewal,
        kindAuthorisation, kindOther, addDocument, ends, endsNever, endsSoon, ended, warnMe,
        renewHint, file, fileHint

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.inquiry(self)
    }
}
