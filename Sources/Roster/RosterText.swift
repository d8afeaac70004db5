import TransparencyLog

/// Single values as they stand in a roster.
enum RosterText {
    /// 32 bytes in base64: a hash, or an Ed25519 public key.
    static func digest(_ text: String) throws(RosterError) -> Digest {
        guard let digest = Digest(base64: text) else { throw .base64(found: text) }
        return digest
    }

    /// What people are shown as a member's name: one line, in any script, with nothing invisible
    /// that could make it read as another's.
    static func name(_ text: String) throws(RosterError) -> String {
        let isShown = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
                .paragraphSeparator:
                false
            default: true
            }
        }
        guard isShown, !text.utf8.isEmpty, text.utf8.count <= Member.nameBytesMax,
            text.first?.isWhitespace == false, text.last?.isWhitespace == false
        else { throw .name(found: text) }
        return text
    }
}
