import AllianceNode
import Credentials
import ProductAuthentication
import Roster
import TransparencyLog

/// A signed answer on disk, with what it takes to check it: three files that stay what they were on
/// the wire, so that any C2SP tool and `sha256sum` can look at them too.
struct SavedAnswer {
    /// The answer, a signed note.
    let path: String

    /// The question whose SHA-256 the answer names.
    var question: String { path + ".question" }
    /// The member register of the day, which says whose key signed.
    var roster: String { path + ".roster" }

    /// - Throws: `CommandError` where nobody signed an answer; `CredentialsError` for files, and where
    ///   one is there already.
    func write(_ found: Authentication, _ register: VerifiedRoster) throws {
        guard let signed = found.signed else {
            throw CommandError(
                "there is no signed answer to save: \(found.judgement.reasons.map(\.rawValue).joined(separator: ", "))"
            )
        }
        try DurableFile.write(found.question.bytes, to: question, mode: .open)
        try DurableFile.write(register.note.description, to: roster, mode: .open)
        try DurableFile.write(signed.bytes, to: path, mode: .open)
    }
}
