import AllianceNames
package import Statements
import TransparencyLog

/// The entries that a draft becomes. The same draft and approval make the same bytes each time, so that
/// whoever is to sign it can see in the log whether it was signed already.
package enum DraftEntries {
    /// - Throws: `StatementError`, for a row that readers no longer accept.
    package static func sealed(
        _ reports: [IndicatorAssertion], _ approval: Draft.Approval
    ) throws(StatementError) -> [SealedStatement] {
        var sealed: [SealedStatement] = []
        sealed.reserveCapacity(reports.count)
        for (place, report) in reports.enumerated() {
            sealed.append(
                try SealedStatement.seal(
                    .assertIndicator(report), issuedAt: approval.at,
                    salt: salt(place, approval.seed)))
        }
        return sealed
    }

    /// Takes back exactly what a draft said. It holds no salt: its time and its dots make it.
    ///
    /// - Throws: `StatementError`.
    package static func retraction(
        of entries: Draft.Entries, count: Int, _ withdrawal: Draft.Withdrawal
    ) throws(StatementError) -> SealedStatement {
        let dots = (0..<UInt64(count)).map {
            Retraction.Dot(origin: entries.log, index: entries.first + $0)
        }
        guard let unused = Salt([UInt8](repeating: 0, count: Salt.byteCount)) else {
            preconditionFailure("a salt has so many bytes")
        }
        return try SealedStatement.seal(
            .retract(Retraction(dots: dots)), issuedAt: withdrawal.at, salt: unused)
    }

    /// The seed is secret and random, so that nobody can tell these from salts that were drawn.
    private static func salt(_ place: Int, _ seed: Digest) -> Salt {
        var bytes = Array("touchstone draft salt".utf8) + [0] + seed.bytes
        withUnsafeBytes(of: UInt64(place).bigEndian) { bytes.append(contentsOf: $0) }
        guard let salt = Salt(Digest.sha256(bytes).bytes.prefix(Salt.byteCount)) else {
            preconditionFailure("a digest is longer than a salt")
        }
        return salt
    }
}
