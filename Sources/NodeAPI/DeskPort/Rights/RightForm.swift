import AllianceNames
import MarkRecognition
import Peering
import Statements

/// What the form of a right says: its fields, names that are typed, one a line, and names that are ticked.
struct RightForm {
    /// Names that a page proposes, and takes back as `alias0`, `alias1`, …
    static let tickedMax = AliasProposer.proposalsMax

    let fields: FormFields

    init(_ fields: FormFields) { self.fields = fields }

    func channel() throws(PeerProblem) -> ChannelID {
        guard let channel = try? ChannelID(parsing: fields["channel"] ?? "") else {
            throw Self.wrong("Choose a channel of the list.")
        }
        return channel
    }

    /// - Throws: status 400 for what is no right; what is longer than a statement holds is refused when it is signed.
    func right() throws(PeerProblem) -> Right {
        guard let kind = Right.Kind(name: fields["kind"] ?? "") else {
            throw Self.wrong("A right is a trademark, a design, a copyright or a patent.")
        }
        let office = Self.trimmed(fields["office"]).uppercased()
        guard Self.isCountry(office) else {
            throw Self.wrong("An office is two letters of WIPO ST.3, such as EM or US.")
        }
        let (number, title) = (Self.trimmed(fields["number"]), Self.trimmed(fields["title"]))
        guard !number.isEmpty, !title.isEmpty else {
            throw Self.wrong("A right has a registration number and a title.")
        }
        var classes: [Int] = []
        for text in Self.list(fields["classes"]) {
            guard text.utf8.count <= 2, let number = Int(text), Right.niceClasses.contains(number)
            else { throw Self.wrong("A Nice class is a number from 1 to 45.") }
            classes.append(number)
        }
        let jurisdictions = Self.list(fields["jurisdictions"]).map { $0.uppercased() }
        guard jurisdictions.allSatisfy(Self.isCountry) else {
            throw Self.wrong("Where it holds is two letters each, with commas: DE, EM, US.")
        }
        return Right(
            kind: kind, office: office, registrationNumber: number, title: title,
            jurisdictions: jurisdictions, niceClasses: classes, aliases: try aliases())
    }

    /// Each name once, those that are typed first.
    private func aliases() throws(PeerProblem) -> [LocalizedName] {
        var texts = (fields["aliases"] ?? "").split(whereSeparator: \.isNewline).map(String.init)
        for place in 0..<Self.tickedMax {
            if let ticked = fields["alias\(place)"] { texts.append(ticked) }
        }
        var names: [LocalizedName] = []
        for text in texts where !Self.trimmed(text).isEmpty {
            guard let (language, alias) = text.cut(at: "=") else {
                throw Self.wrong("A name is written as language=name, one a line, such as zh=薇蕾.")
            }
            let name = LocalizedName(
                language: Self.trimmed(language), name: Self.trimmed(alias))
            if !names.contains(name) { names.append(name) }
        }
        guard names.count <= StatementLimits.listCountMax else {
            throw Self.wrong("A right has at most \(StatementLimits.listCountMax) names.")
        }
        return names
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split { FormFields.itemSeparators.contains($0) || $0.isWhitespace }
            .map(String.init)
    }

    private static func isCountry(_ code: String) -> Bool {
        code.utf8.count == 2 && code.utf8.allSatisfy { (0x41...0x5a).contains($0) }
    }

    private static func trimmed(_ text: String?) -> String {
        var text = (text ?? "")[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    static func wrong(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "right-form", detail: detail)
    }
}
