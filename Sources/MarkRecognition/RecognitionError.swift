package import JSON

/// Why marks or a text were not taken.
package enum RecognitionError: Error, Equatable, CustomStringConvertible {
    case json(JSONError)
    case notAList(found: String)
    case fileLength(bytesMax: Int)
    case marks(count: Int, max: Int)
    case aliases(count: Int, max: Int)
    /// `mark` counts from 0, as do those below.
    case nameLength(mark: Int, max: Int)
    case nameEmpty(mark: Int)
    case malformed(mark: Int, String)
    case textLength(scalarsMax: Int)

    package var description: String {
        switch self {
        case .json(let error): "the list of rights is \(error)"
        case .notAList(let found):
            "the list of rights is \(found); give [{\"mark\":…,\"aliases\":[{\"language\":…,\"name\":…}],\"classes\":[…]}]"
        case .fileLength(let bytesMax):
            "the list of rights is longer than \(bytesMax) bytes, which is the most that is read"
        case .marks(let count, let max): "there are \(count) marks; \(max) are the most"
        case .aliases(let count, let max): "there are \(count) aliases; \(max) are the most"
        case .nameLength(let mark, let max):
            "right \(mark + 1) has a name of more than \(max) characters"
        case .nameEmpty(let mark): "right \(mark + 1) has a name without letter or digit"
        case .malformed(let mark, let reason): "right \(mark + 1) is malformed: \(reason)"
        case .textLength(let scalarsMax):
            "the text is longer than \(scalarsMax) characters, which is the most that is read"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .json: "json"
        case .notAList: "not-a-list"
        case .fileLength: "file-length"
        case .marks: "marks"
        case .aliases: "aliases"
        case .nameLength: "name-length"
        case .nameEmpty: "name-empty"
        case .malformed: "malformed"
        case .textLength: "text-length"
        }
    }
}
