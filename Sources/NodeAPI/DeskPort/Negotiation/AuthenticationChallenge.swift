import Peering

/// By what who is refused with 401 could say who it is. Bearer is registered; a certificate, a session of a browser and
/// a signed message have no registered name, and a program that knows none of these names goes no further, as it should.
///
/// Source: RFC 9110, sections 11.6.1 and 15.5.2 (every 401 has one); RFC 6750, section 3.
enum AuthenticationChallenge {
    private static let realm = "realm=\"touchstone\""

    /// The value of `WWW-Authenticate`; nil for any other status.
    static func header(for problem: PeerProblem) -> String? {
        guard problem.status == 401 else { return nil }
        let schemes =
            switch problem.keyword {
            case DeskAdmission.signInNeeded.keyword, DeskAdmission.tokenRefused.keyword:
                ["Bearer"]
            case DeskAdmission.tokenNeeded.keyword: ["Bearer", "Certificate"]
            case DeskAdmission.accountNeeded.keyword: ["Cookie"]
            case DeskAdmission.noCertificate.keyword: ["Certificate"]
            default: ["Webhook-Signature"]
            }
        return schemes.map { "\($0) \(realm)" }.joined(separator: ", ")
    }
}
