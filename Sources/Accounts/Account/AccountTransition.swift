/// A step of an account, by its name. The raw value is what a program reads.
package enum AccountTransition: String, CaseIterable, Sendable {
    case apply
    case addRight = "add-right"
    case addClient = "add-client"
    /// Another document, or another end: it is looked at anew.
    case renewAuthorisation = "renew-authorisation"
    case endClient = "end-client"
    /// A person of the platform has read the document.
    case acceptAuthorisation = "accept-authorisation"
    case sendCode = "send-code"
    case enterCode = "enter-code"
    /// A code was entered that is not the one.
    case missCode = "miss-code"
    case changeAddress = "change-address"
    case endRight = "end-right"
    case suspend
    case resume
    case close

    /// The stages in which it may be done; in any other it is refused.
    package var from: [AccountStage] {
        switch self {
        case .apply: []
        case .addRight, .addClient, .renewAuthorisation, .endClient, .acceptAuthorisation,
            .sendCode:
            [.applied, .codeSent, .verified]
        case .enterCode, .missCode: [.codeSent, .verified]
        case .suspend: [.verified]
        case .resume: [.suspended]
        case .changeAddress, .endRight, .close: [.applied, .codeSent, .verified, .suspended]
        }
    }

    /// Where it leads from a stage in which it may be done.
    package func to(from stage: AccountStage) -> AccountStage {
        switch self {
        case .apply: .applied
        case .addRight, .addClient, .renewAuthorisation, .endClient, .acceptAuthorisation,
            .missCode, .changeAddress, .endRight:
            stage
        // What was verified stays so while a code for further rights is under way.
        case .sendCode: stage == .verified ? .verified : .codeSent
        case .enterCode, .resume: .verified
        case .suspend: .suspended
        case .close: .closed
        }
    }
}
