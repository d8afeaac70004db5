import SignIn

/// What a person may be, in people's words.
extension PageText {
    static func name(of role: Role) -> PageText {
        switch role {
        case .investigator: .personInvestigator
        case .analyst: .personAnalyst
        case .approver: .personApprover
        case .administrator: .personAdministrator
        case .readOnlyMachine: .personReadOnlyMachine
        }
    }
}
