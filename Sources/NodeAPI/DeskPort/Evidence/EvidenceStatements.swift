import AllianceNames
import CRDT
import Evidence
import MergedView
import Replication
import Roster
import Statements
import TransparencyLog

/// The statements of a printed bundle: a table of all, then each with all that it says.
struct EvidenceStatements {
    private let print: EvidencePrint

    init(_ print: EvidencePrint) { self.print = print }

    private var language: DeskLanguage { print.language }
    private var statements: [VerifiedStatement] { print.verified.statements }

    var section: HTML {
        var table = DataTable(
            "\(print[.statementsHeading])",
            [
                print[.number], PageText.headMember(language), print[.saysHeading],
                print[.saidAt], print[.confirmedSince], print[.standing],
            ])
        for statement in statements {
            table.append([
                "\(String(statement.number))", member(statement), "\(kind(statement))",
                "\(Self.time(statement.issuedAt))", confirmation(statement), standing(statement),
            ])
        }
        return """
            <section><h2>\(print[.statementsHeading])</h2>
            \(table.html)
            \(HTML.joined(statements.map(article)))</section>
            """
    }

    private func article(_ statement: VerifiedStatement) -> HTML {
        """
        <article><h3>\(String(statement.number)). \(kind(statement)) · \(member(statement)) · \(Self.time(statement.issuedAt))</h3>
        \(said(statement))
        \(print.facts([
            (print[.standing], standing(statement)),
            (print[.confirmedSince], confirmation(statement)),
            (print[.logged], "<code>\(statement.dot.log.description)</code>"),
            (print[.entry], "\(String(statement.dot.index))"),
            (print[.leaf], "<code>\(statement.leaf.hex)</code>"),
            (print[.underCheckpoint], "\(String(statement.size))"),
            (print[.witnesses], statement.witnesses.isEmpty ? nil : names(statement.witnesses)),
        ]))</article>

        """
    }

    // MARK: What it says

    private func kind(_ statement: VerifiedStatement) -> String {
        switch statement.kind {
        case .assertIndicator: print[.saysReport]
        case .dispute: print[.saysObjection]
        case .sight: print[.saysSeenAgain]
        case .link: print[.saysLink]
        case .retract: print[.saysWithdrawal]
        default: print[.saysOther]
        }
    }

    private func said(_ statement: VerifiedStatement) -> HTML {
        switch statement.content {
        case .said(let said): facts(said)
        case .erased(let reason, let at):
            "<p>\(print[.erased]) \(print[Self.words(reason)]) \(at.description).</p>"
        case .unreadable: "<p>\(print[.unreadable])</p>"
        }
    }

    private func facts(_ statement: Statement) -> HTML {
        switch statement {
        case .assertIndicator(let said): report(said)
        case .dispute(let said):
            print.facts([
                fact(.headIdentifier, identifier(said.indicator)),
                fact(.headReason, "\(PageText.term(said.reason)(language))"),
                fact(.headWords, said.text.map(print.shown)),
                (print[.forSeller], said.onBehalfOfSeller ? "\(PageText.yes(language))" : nil),
                fact(.mayBeSeenBy, audience(said.tlp)),
            ])
        case .sight(let said):
            print.facts([
                fact(.headIdentifier, identifier(said.indicator)),
                fact(.headTimes, "\(String(said.total))"),
                fact(.headFirst, "\(Self.time(said.first))"),
                fact(.headLast, "\(Self.time(said.last))"),
            ])
        case .link(let said):
            print.facts([
                fact(.headIdentifier, identifier(said.a)),
                (print[.linkedTo], identifier(said.b)),
                fact(.headBasis, "\(PageText.term(said.basis)(language))"),
                (print[.shownBy], said.evidence.map(print.shown)),
                fact(.headConfidence, "\(String(said.confidence))"),
                fact(.mayBeSeenBy, audience(said.tlp)),
            ])
        case .retract(let said):
            print.facts([
                (
                    print[.withdraws],
                    HTML.joined(
                        said.dots.map {
                            "<code>\($0.origin.description)#\(String($0.index))</code>"
                        },
                        by: " ")
                )
            ])
        case .right, .registerProduct, .serialSnapshot, .stixObject, .complaint, .misuseMeasure,
            .unknown:
            "<p>\(print[.unreadable])</p>"
        }
    }

    private func report(_ said: IndicatorAssertion) -> HTML {
        let attributes = said.attributes.map { attribute -> (String, HTML?) in
            (ShownValue.plain(attribute.name, max: 80), print.shown(attribute.value))
        }
        return print.facts(
            [
                fact(.headIdentifier, identifier(said.indicator)),
                fact(.headBasis, "\(PageText.term(said.basis)(language))"),
                fact(.headConfidence, "\(String(said.confidence))"),
                fact(.headMarks, said.marks.isEmpty ? nil : names(said.marks)),
                fact(.headMarketplace, said.marketplace.map(print.shown)),
                fact(.headFirst, said.firstSeen.map { "\(Self.time($0))" }),
                fact(.headLast, said.lastSeen.map { "\(Self.time($0))" }),
                fact(.headValidUntil, said.validUntil.map { "\(Self.time($0))" }),
                fact(
                    .headPerson,
                    said.naturalPerson.map { "\(($0 ? PageText.yes : .no)(language))" }),
                fact(.headLegalBasis, said.legalBasis.map(print.shown)),
                fact(.headNote, said.note.map(print.shown)),
                fact(.mayBeSeenBy, audience(said.tlp)),
            ] + attributes)
    }

    // MARK: Words

    private func fact(_ name: PageText, _ value: HTML?) -> (String, HTML?) {
        (name(language), value)
    }

    private func member(_ statement: VerifiedStatement) -> HTML {
        "\(print.shown(print.verified.name(statement.member))) (\(statement.member.rawValue))"
    }

    private func identifier(_ indicator: Indicator) -> HTML {
        "\(PageText.term(indicator.type)(language)): \(print.shown(indicator.readableValue))"
    }

    private func names(_ names: [String]) -> HTML { HTML.joined(names.map(print.shown), by: ", ") }

    private func audience(_ tlp: TLP) -> HTML {
        "\(PageText.term(tlp)(language)) (TLP:\(tlp.name.uppercased()))"
    }

    private func confirmation(_ statement: VerifiedStatement) -> HTML {
        statement.confirmedAt.map { "\(UTCTimestamp(secondsSince1970: $0).description)" }
            ?? "\(print[.awaiting])"
    }

    private func standing(_ statement: VerifiedStatement) -> HTML {
        let words =
            if case .erased = statement.content { print[.erased] } else {
                PageText.term(statement.standing)(language)
            }
        guard !statement.takenBackBy.isEmpty else { return "\(words)" }
        let numbers = statement.takenBackBy.map { String($0) }.joined(separator: ", ")
        return "\(words) (\(print[.withdrawnBy]) \(numbers))"
    }

    /// A dash for a time that is not known.
    private static func time(_ milliseconds: UInt64?) -> String {
        milliseconds.map { UTCTimestamp(millisecondsSince1970: $0).description } ?? "–"
    }

    private static func words(_ reason: ErasureCertificate.Reason) -> EvidenceText {
        switch reason {
        case .request: .erasedRequest
        case .retentionLimit: .erasedRetention
        case .legalOrder: .erasedOrder
        case .authorsError: .erasedError
        }
    }
}
