import AllianceNames
import Casework
import Statements

/// The fields of a report beside its identifier, as `ReportForm` reads them.
struct ReportFields {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// What the fields hold, as text: also what somebody typed that is no report.
    struct Filled {
        var channel = ""
        var marking = TLP.amber.name
        var basis = Basis.customerReport.name
        var confidence = "50"
        var (marks, marketplace) = ("", "")
        var (first, last, until) = ("", "", "")
        var isPerson = false
        var (legal, note, title) = ("", "", "")
        /// What becomes of rows that say something of their own.
        var differing = DifferingRows.keep.rawValue

        init(channel: ChannelID?) { self.channel = channel?.rawValue ?? "" }

        init(_ report: IndicatorAssertion, title: String, channel: ChannelID) {
            self.init(channel: channel)
            marking = report.tlp.name
            basis = report.basis.name
            confidence = String(report.confidence)
            marks = report.marks.joined(separator: ", ")
            marketplace = report.marketplace ?? ""
            first = report.firstSeen.map(ConsoleWords.dayText) ?? ""
            last = report.lastSeen.map(ConsoleWords.dayText) ?? ""
            until = report.validUntil.map(ConsoleWords.dayText) ?? ""
            isPerson = report.naturalPerson == true
            legal = report.legalBasis ?? ""
            note = report.note ?? ""
            self.title = title
        }

        /// As it was typed, under the names that `ReportForm` reads.
        init(_ fields: FormFields) {
            channel = fields["channel"] ?? ""
            marking = fields["tlp"] ?? marking
            basis = fields["basis"] ?? basis
            confidence = fields["confidence"] ?? ""
            marks = fields["marks"] ?? ""
            marketplace = fields["marketplace"] ?? ""
            first = fields["first"] ?? ""
            last = fields["last"] ?? ""
            until = fields["until"] ?? ""
            isPerson = fields["person"] == "yes"
            legal = fields["legal"] ?? ""
            note = fields["note"] ?? ""
            title = fields["title"] ?? ""
            differing = fields[ReportForm.differing] ?? differing
        }

        /// Whether a part of what is said stands in both alike; a browser ends the lines of a text in its own way, or puts
        /// it into one.
        func isSame(_ other: Filled, in part: SayingPart) -> Bool {
            switch part {
            case .marking: marking == other.marking
            case .basis: basis == other.basis
            case .confidence: confidence == other.confidence
            case .marks: Self.inOneLine(marks) == Self.inOneLine(other.marks)
            case .marketplace: marketplace == other.marketplace
            case .seen: first == other.first && last == other.last
            case .validUntil: until == other.until
            case .naturalPerson: isPerson == other.isPerson
            case .legalBasis: Self.inOneLine(legal) == Self.inOneLine(other.legal)
            case .note: Self.lines(note) == Self.lines(other.note)
            // A page of their own has them.
            case .attributes: true
            }
        }

        private static func lines(_ text: String) -> [Substring] {
            text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        }

        private static func inOneLine(_ text: String) -> String { text.filter { !$0.isNewline } }
    }

    /// - Parameters:
    ///   - filled: what the fields begin with.
    ///   - audiences: the channels, with who reads it behind each.
    func html(_ filled: Filled, _ audiences: [DraftAudience]) -> HTML {
        let words = ConsoleWords(context)
        let channels = audiences.map { audience -> HTML in
            option(
                audience.channel.rawValue,
                "\(audience.channel.rawValue) (\(audience.readers.count))",
                audience.channel.rawValue == filled.channel)
        }
        let bases = Basis.allCases.map {
            option($0.name, words.basis($0), $0.name == filled.basis)
        }
        let markings = TLP.allCases.map { tlp in
            option(
                tlp.name, "TLP:\(tlp.name.uppercased()) · \(words.audienceText(tlp))",
                tlp.name == filled.marking)
        }
        let isPerson: HTML = filled.isPerson ? " checked" : ""
        return """
            \(select("channel", .draftChannel, channels))
            \(select("tlp", .mayBeSeenBy, markings))
            \(select("basis", .headBasis, bases))
            \(input("confidence", .draftConfidence, filled.confidence, "inputmode=\"numeric\" maxlength=\"3\" required"))
            \(input("marks", .headMarks, filled.marks, ""))
            \(input("marketplace", .headMarketplace, filled.marketplace, "maxlength=\"512\""))
            \(day("first", .headFirst, filled.first))
            \(day("last", .headLast, filled.last))
            \(day("until", .headValidUntil, filled.until))
            <div class="map"><label for="person">\(context[.headPerson])</label>
            <input id="person" class="box" type="checkbox" name="person" value="yes"\(isPerson)><span></span></div>
            \(input("legal", .headLegalBasis, filled.legal, "maxlength=\"4096\""))
            <label class="after" for="note">\(context[.headNote])</label>
            <textarea id="note" name="note" rows="3" maxlength="4096">
            \(filled.note)</textarea>
            \(input("title", .draftTitle, filled.title, "maxlength=\"120\""))
            """
    }

    /// That some rows say something of their own, and what is to become of it; empty where none does.
    func differing(_ content: DraftContent, _ chosen: String) -> HTML {
        let (rows, parts) = content.differing()
        guard rows > 0 else { return "" }
        let names = SayingPart.allCases.filter(parts.contains).map { "\(context[$0.head])" as HTML }
        let choices = DifferingRows.allCases.map { choice in
            option(
                choice.rawValue,
                context[choice == .keep ? .draftDifferingKeep : .draftDifferingOverwrite],
                choice.rawValue == chosen)
        }
        return """
            <p class="notice care">\(context[.draftDifferingRows]): \(ConsoleWords.grouped(rows)) (\(HTML.joined(names, by: ", "))). \(context[.draftDifferingLead])</p>
            \(select(ReportForm.differing, .draftDiffering, choices))
            """
    }

    func input(
        _ name: String, _ label: PageText, _ value: String?, _ more: String
    ) -> HTML {
        """
        <div class="map"><label for="\(name)">\(context[label])</label>
        <input id="\(name)" name="\(name)" value="\(value ?? "")" autocomplete="off" \(HTML(stringLiteral: more))><span></span></div>

        """
    }

    private func day(_ name: String, _ label: PageText, _ day: String) -> HTML {
        """
        <div class="map"><label for="\(name)">\(context[label])</label>
        <input id="\(name)" name="\(name)" type="date" value="\(day)"><span></span></div>

        """
    }

    func select(_ name: String, _ label: PageText, _ options: [HTML]) -> HTML {
        """
        <div class="map"><label for="\(name)">\(context[label])</label>
        <select id="\(name)" name="\(name)">\(HTML.joined(options))</select><span></span></div>

        """
    }

    func option(_ value: String, _ label: String, _ isChosen: Bool) -> HTML {
        "<option value=\"\(value)\"\(isChosen ? " selected" : "")>\(label)</option>"
    }
}

extension SayingPart {
    /// What the form calls it.
    fileprivate var head: PageText {
        switch self {
        case .marking: .mayBeSeenBy
        case .basis: .headBasis
        case .confidence: .draftConfidence
        case .marks: .headMarks
        case .marketplace: .headMarketplace
        case .seen: .headFirst
        case .validUntil: .headValidUntil
        case .naturalPerson: .headPerson
        case .legalBasis: .headLegalBasis
        case .note: .headNote
        case .attributes: .headAttribute
        }
    }
}
