import AllianceNames

/// What somebody looks something up for: stated once for a session, and in every record of it. Personal
/// data is looked at for a purpose, and who asks later must find it.
package struct Purpose: Hashable, Sendable {
    package enum Ground: String, CaseIterable, Sendable {
        /// Of a seller or an operator.
        case investigation
        /// A complaint that is prepared, judged or answered.
        case complaint
        /// Customs, police or a court has asked.
        case authorityRequest = "authority-request"
        /// What is new, without a case.
        case monitoring
        /// Of the node, its people and its records.
        case administration
    }

    package static let referenceCharactersMax = 120

    package let ground: Ground
    /// A file number, as this member keeps it; nil for none.
    package let reference: String?

    /// - Throws: `SignInError.purpose` for a reference that is too long or has what nobody sees.
    package init(_ ground: Ground, reference: String? = nil) throws(SignInError) {
        let trimmed = reference.map { Self.trimmed($0) }
        if let trimmed {
            guard trimmed.count <= Self.referenceCharactersMax,
                trimmed.unicodeScalars.allSatisfy(Person.isShown)
            else { throw .purpose }
        }
        self.ground = ground
        self.reference = trimmed?.isEmpty == false ? trimmed : nil
    }

    /// Reads what `description` prints.
    /// - Throws: `SignInError.purpose`.
    package init(parsing text: String) throws(SignInError) {
        let cut = text.cut(at: ":")
        guard let ground = Ground(rawValue: cut?.before ?? text) else { throw .purpose }
        try self.init(ground, reference: cut?.behind)
    }

    private static func trimmed(_ text: String) -> String {
        var text = text.unicodeScalars[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

extension Purpose: CustomStringConvertible {
    /// `complaint: 2026-17`.
    package var description: String {
        reference.map { "\(ground.rawValue): \($0)" } ?? ground.rawValue
    }
}
