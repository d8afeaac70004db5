import GS1

/// What GS1 codes say: the JSON of `product parse`.
struct ParsedCodesOutput: VersionedOutput {
    struct Element: Encodable {
        let ai: String
        let title: String
        let value: String
        /// Of the identifier's first character in the input, in bytes, from 1.
        let position: Int
    }
    struct Fault: Encodable {
        /// Stable; see docs/gs1.md.
        let keyword: String
        let ai: String?
        /// In bytes, from 1.
        let position: Int
        /// Bytes at fault, 0 where something is missing.
        let length: Int
        let detail: String
    }
    struct Code: Encodable {
        let input: String
        let isValid: Bool
        /// How it is written; absent where nothing is recognised.
        let syntax: String?
        /// What was understood, in the order given; empty for a code that is not valid.
        let elements: [Element]
        /// Bracketed, each identifier once, those of pre-defined length first.
        let elementString: String?
        /// Absent where the elements make no Digital Link.
        let digitalLink: String?
        let faults: [Fault]

        init(_ input: String, associations: GS1Associations) {
            self.input = input
            syntax = GS1Syntax(recognising: Array(input.utf8))?.rawValue
            do throws(GS1Error) {
                let message = try GS1Message(parsing: input, associations: associations)
                isValid = true
                elements = message.elements.map {
                    Element(
                        ai: $0.ai, title: $0.identifier.title, value: $0.value,
                        position: $0.offset + 1)
                }
                elementString = message.canonical.bracketed
                digitalLink = try? message.digitalLink()
                faults = []
            } catch {
                isValid = false
                elements = []
                elementString = nil
                digitalLink = nil
                faults = [Fault(error)]
            }
        }
    }
    let version = 1
    let codes: [Code]
}

extension ParsedCodesOutput.Fault {
    init(_ error: GS1Error) {
        keyword = error.keyword
        detail = error.description
        guard case .message(let fault) = error else {
            // A GTIN alone, or an input that is too long: the whole of it.
            ai = nil
            position = 1
            length = 0
            return
        }
        ai = fault.ai
        position = fault.offset + 1
        length = fault.length
    }
}
