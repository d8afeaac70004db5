package import AllianceNames
package import TransparencyLog

/// What a member signs that has another publish a report for it, so that later either of the two can show
/// whose report it is: a C2SP signed note with the log key of the member that is not named.
///
///     touchstone origin v1
///     origin <alliance>/<channel>/<member>/<epoch>
///     through <member>
///     identifier <SHA-256 of the identifier's key, hexadecimal>
///     report <SHA-256 of the payload as it was asked for, hexadecimal>
///     salt <32 random bytes, base64>
///
/// The report that is published carries its `commitment` and nothing else of it: without the salt nobody can
/// tell it from 32 random bytes. The first line has spaces, which no log's name has, so that no such text can
/// be read as a checkpoint of that log.
///
/// Source: docs/neutral-reports.md.
package struct OriginOpening: Hashable, Sendable {
    package static let bytesMax = 2_048
    package static let saltBytes = 32
    package static let header = "touchstone origin v1"
    private static let commitmentPrefix = Array("touchstone origin commitment v1\n".utf8)

    package let note: SignedNote
    /// Of whom it says that it is the report's, in which channel, under which key.
    package let origin: LogOrigin
    /// Who publishes it.
    package let through: MemberID
    package let identifier: Digest
    package let report: Digest
    package let salt: [UInt8]

    package var bytes: [UInt8] { note.bytes }

    /// What stands in the report that is published.
    package var commitment: Digest { .sha256(Self.commitmentPrefix + bytes) }

    /// Reads what `bytes` prints, and nothing else.
    /// - Throws: `StatementError`.
    package init(parsing bytes: [UInt8]) throws(StatementError) {
        guard bytes.count <= Self.bytesMax else {
            throw .fieldLength("opening", found: bytes.count, bytesMax: Self.bytesMax)
        }
        guard let note = try? SignedNote(parsing: bytes), note.signatures.count == 1 else {
            throw Self.form("a signed note with one signature")
        }
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 7, lines[0].utf8.elementsEqual(Self.header.utf8), lines[6].isEmpty
        else { throw Self.form("'\(Self.header)' and five lines") }
        func value(_ line: Int, _ name: String) throws(StatementError) -> Substring {
            guard lines[line].utf8.starts(with: "\(name) ".utf8) else {
                throw Self.form("line \(line + 1) to begin with '\(name)'")
            }
            return lines[line].dropFirst(name.count + 1)
        }
        guard let origin = try? LogOrigin(parsing: value(1, "origin")) else {
            throw Self.form("a log behind 'origin'")
        }
        guard let through = try? MemberID(parsing: value(2, "through")) else {
            throw Self.form("a member behind 'through'")
        }
        guard let identifier = Digest(hex: try value(3, "identifier")),
            let report = Digest(hex: try value(4, "report"))
        else { throw Self.form("64 hexadecimal digits") }
        guard let salt = Base64.decode(try value(5, "salt")), salt.count == Self.saltBytes else {
            throw Self.form("\(Self.saltBytes) bytes of salt")
        }
        (self.note, self.origin, self.through) = (note, origin, through)
        (self.identifier, self.report, self.salt) = (identifier, report, salt)
        guard self.bytes == bytes else { throw Self.form("one spelling") }
    }

    /// - Parameters:
    ///   - report: as it is asked for; a commitment in it is not looked at.
    ///   - salt: `saltBytes` random bytes, never used again.
    ///   - signer: with the log key of `origin`.
    package init(
        of report: IndicatorAssertion, in origin: LogOrigin, through: MemberID, salt: [UInt8],
        signedBy signer: NoteSigner
    ) throws(StatementError) {
        precondition(salt.count == Self.saltBytes, "a salt of an opening has 32 bytes")
        let text = """
            \(Self.header)
            origin \(origin)
            through \(through)
            identifier \(Self.digest(of: report.indicator).hex)
            report \(Self.digest(of: report).hex)
            salt \(Base64.encode(salt))

            """
        guard let note = try? SignedNote(text: text, signatures: [signer.sign(text: text)]) else {
            throw Self.form("a signed note")
        }
        try self.init(parsing: note.bytes)
    }

    /// Believes whose it is.
    /// - Parameter key: that the member register has for `origin`.
    /// - Throws: `TransparencyLogError`.
    package func verified(by key: VerifierKey) throws(TransparencyLogError) -> VerifiedOpening {
        guard key.name.utf8.elementsEqual(origin.description.utf8) else {
            throw .origin(expected: origin.description, found: key.name)
        }
        _ = try note.signatures(verifiedBy: [key])
        return VerifiedOpening(self)
    }

    static func digest(of indicator: Indicator) -> Digest {
        .sha256(Array(indicator.keyBytes))
    }

    /// Of all that it says but whose it is.
    static func digest(of report: IndicatorAssertion) -> Digest {
        var bare = report
        bare.originCommitment = nil
        return .sha256(Statement.assertIndicator(bare).payload())
    }

    private static func form(_ expected: String) -> StatementError {
        .fieldForm("opening", found: "something else", expected: expected)
    }
}

/// An opening that the member signed whom it names. Only `OriginOpening` makes one.
package struct VerifiedOpening: Hashable, Sendable {
    package let opening: OriginOpening

    fileprivate init(_ opening: OriginOpening) { self.opening = opening }

    package var member: MemberID { opening.origin.member }

    /// How a published report and an opening belong together.
    package enum Relation: Hashable, Sendable {
        /// Published as it was asked for.
        case same
        /// The publisher has changed something of what is said, beside the identifier.
        case changed
        case none(Mismatch)
    }

    /// Why an opening opens nothing of a report.
    package enum Mismatch: String, Hashable, Sendable {
        case noCommitment = "the report carries no commitment"
        case otherCommitment = "the report's commitment is not this opening's"
        case otherPublisher = "the opening is for another publisher"
        case otherChannel = "the opening is for another channel"
        case otherIdentifier = "the opening is of another identifier"
    }

    /// - Parameter log: where the report stands.
    package func relation(to report: IndicatorAssertion, in log: LogOrigin) -> Relation {
        guard let commitment = report.originCommitment else { return .none(.noCommitment) }
        guard commitment == opening.commitment else { return .none(.otherCommitment) }
        // From here on the publisher has put somebody's commitment where it does not belong.
        guard opening.through == log.member else { return .none(.otherPublisher) }
        guard opening.origin.alliance == log.alliance, opening.origin.channel == log.channel
        else { return .none(.otherChannel) }
        guard opening.identifier == OriginOpening.digest(of: report.indicator) else {
            return .none(.otherIdentifier)
        }
        return opening.report == OriginOpening.digest(of: report) ? .same : .changed
    }
}
