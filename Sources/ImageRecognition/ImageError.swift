/// What is wrong with an image from outside.
package enum ImageError: Error, Equatable, CustomStringConvertible {
    /// Neither JPEG nor PNG nor WebP.
    case otherFormat
    /// Its file ends early or contradicts itself.
    case broken
    /// WebP that moves.
    case animated
    case tooManyBytes(max: Int)
    case tooManyPixels(max: Int)
    case tooSmall(sideMin: Int)
    /// What a decoder printed is not the image that the file declares.
    case notAsDeclared

    package var keyword: String {
        switch self {
        case .otherFormat: "image-format"
        case .broken, .notAsDeclared: "image-broken"
        case .animated: "image-animated"
        case .tooManyBytes, .tooManyPixels: "image-too-large"
        case .tooSmall: "image-too-small"
        }
    }

    package var description: String {
        switch self {
        case .otherFormat: "an image here is JPEG, PNG or WebP"
        case .broken: "the image's file is broken"
        case .animated: "the image moves; send one picture of it"
        case .tooManyBytes(let max): "the image's file has more than \(max >> 20) MiB"
        case .tooManyPixels(let max):
            "the image has more than \(max / 1_000_000) million pixels, or a side of more than \(ImageFile.sideMax)"
        case .tooSmall(let min): "the image has a side of fewer than \(min) pixels"
        case .notAsDeclared: "the image is not of the size that its file declares"
        }
    }
}
