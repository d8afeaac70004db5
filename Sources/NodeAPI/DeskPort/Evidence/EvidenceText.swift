/// Every piece of text on a printed page of evidence, beside those of `PageText`. What it says in a language
/// stands in that language's file in `Languages`.
package enum EvidenceText: Hashable, CaseIterable, Sendable {
    case title, lead, limits
    case madeBy, madeFor, madeAt, madePerson, register, registerExpired, digest, alliance
    case partHeading, partNote, partMembers, partChannels, partLeftOut, partAtLeast
    case statementsHeading, number, saysHeading, saidAt, confirmedSince, awaiting, standing
    case saysReport, saysObjection, saysSeenAgain, saysLink, saysWithdrawal, saysOther
    case withdrawnBy, withdraws, erased, erasedRequest, erasedRetention, erasedOrder, erasedError
    case unreadable, linkedTo, shownBy, forSeller
    case logged, entry, leaf, underCheckpoint, witnesses
    case proofHeading, proofFiles, proofRegister, proofMaker, proofAuthors, proofLogged,
        proofPayloads, proofHistories, proofErasures, proofForks, proofSubject
    case capturesHeading, capturesNote, captureName, captureType, captureBytes, captureBy, captureAt
    case stepsHeading, stepsKey, stepsProgram, stepsCapture, stepsTools, stepsOpen, stepsSums,
        stepsPayload, stepsLeaf, stepsProof, stepsNotes

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.evidence(self)
    }
}
