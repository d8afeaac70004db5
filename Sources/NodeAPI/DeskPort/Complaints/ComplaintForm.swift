package import AllianceNames
package import Peering
package import Statements

/// The form of a complaint as it was sent: what it says, and what of it could not be read.
package struct ComplaintForm: Sendable {
    /// The largest file twice, and what a form has around it.
    static let bytesMax = 33 << 20

    package let channel: ChannelID?
    package let rightKey: String
    package let ground: Complaint.Ground
    package let listed: ListedTargets
    /// As it was pasted.
    let pasted: String
    package let evidence: EvidenceField
    package let bought: ListedItemLines
    /// As it was written.
    let boughtText: String
    package let declares: Bool
    package let declaredBy: String
    package let explanation: String
    package let onBehalfOf: String
    package let mends: EntryReference?
    /// Whether it is to be signed if nothing is wrong.
    package let isToBeFiled: Bool

    /// - Throws: status 400 for what no form of ours sends.
    package init(_ fields: MultipartFields) throws(PeerProblem) {
        guard let ground = Complaint.Ground(name: fields.text("ground") ?? "") else {
            throw Self.wrong("Choose a ground of the list.")
        }
        self.ground = ground
        channel = fields.text("channel").flatMap { try? ChannelID(parsing: $0) }
        rightKey = Self.line(fields.text("right"), 128)
        let text = fields.text("listings") ?? ""
        guard text.utf8.count <= ListedTargets.bytesMax else {
            throw Self.wrong("The list of listings is longer than is looked at.")
        }
        // A file beside it, as spreadsheets save one column.
        let file = fields.text("list") ?? ""
        guard file.utf8.count <= ListedTargets.bytesMax else {
            throw Self.wrong("The list of listings is longer than is looked at.")
        }
        pasted = file.isEmpty ? text : text + "\n" + file
        listed = ListedTargets(pasted)
        evidence = try EvidenceField(fields)
        boughtText = fields.text("items") ?? ""
        guard boughtText.utf8.count <= ListedItemLines.bytesMax else {
            throw Self.wrong("The list of numbers is longer than is looked at.")
        }
        bought = ListedItemLines(boughtText, of: listed.listings)
        declares = fields.text("goodfaith") == "yes"
        declaredBy = Self.line(fields.text("declaredby"), StatementLimits.nameBytesMax)
        explanation = Self.text(fields.text("explanation"), StatementLimits.textBytesMax)
        onBehalfOf = Self.line(fields.text("onbehalfof"), StatementLimits.nameBytesMax)
        if let shown = fields.text("mends") {
            guard let id = ComplaintLink.reference(shown: shown) else {
                throw ComplaintLink.unnamed
            }
            mends = id
        } else {
            mends = nil
        }
        isToBeFiled = fields.text("do") == "file"
    }

    /// - Parameters:
    ///   - right: the one that was chosen.
    ///   - declaration: what the box says in the language of the form.
    package func complaint(
        on right: Right, evidence files: [EvidenceFile], declaration: String
    ) -> Complaint {
        Complaint(
            right: .init(office: right.office, number: right.registrationNumber), ground: ground,
            listings: listed.listings, evidence: files, items: bought.items,
            goodFaithStatement: declares ? declaration : "", declaredBy: declaredBy,
            explanation: explanation, onBehalfOf: onBehalfOf.isEmpty ? nil : onBehalfOf,
            mends: mends)
    }

    /// What could not be read of its lists is not left out in silence.
    package var isReadable: Bool {
        listed.refused.isEmpty && !listed.isTooMany && bought.refused.isEmpty
    }

    // MARK: Texts of forms

    /// One line, without spaces around it, cut to so many bytes.
    static func line(_ text: String?, _ bytesMax: Int) -> String {
        let scalars = (text ?? "").unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        return cut(String(scalars), bytesMax)
    }

    /// The same with its lines.
    static func text(_ text: String?, _ bytesMax: Int) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in (text ?? "").unicodeScalars
        where scalar == "\n" || scalar.properties.generalCategory != .control {
            kept.append(scalar)
        }
        return cut(String(kept), bytesMax)
    }

    private static func cut(_ text: String, _ bytesMax: Int) -> String {
        var shown = text.drop(while: \.isWhitespace)
        while shown.last?.isWhitespace == true { shown.removeLast() }
        // By characters, so that none is cut in two.
        while shown.utf8.count > bytesMax {
            shown = shown.prefix(max(0, shown.count - max(1, (shown.utf8.count - bytesMax) / 4)))
        }
        return String(shown)
    }

    static let notFiled = PeerProblem(
        status: 409, keyword: "not-filed", detail: "Nothing was signed; try again.")

    static func wrong(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "complaint-form", detail: detail)
    }
}
