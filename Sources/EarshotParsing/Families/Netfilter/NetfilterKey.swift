internal import EarshotModel

/// The keys and flag words of a netfilter line that have a meaning of their own.
///
/// A key is the number its letters make (eight bits each, first letter highest), so that reading a key and looking it up
/// are one pass over its bytes. A test spells each of them. Source: Linux `net/netfilter/nf_log_syslog.c`.
enum NetfilterKey: UInt64, CaseIterable {
    case `in` = 0x494e
    case out = 0x4f_5554
    case physin = 0x5048_5953_494e
    case physout = 0x50_4859_534f_5554
    case mac = 0x4d_4143
    case macsrc = 0x4d41_4353_5243
    case macdst = 0x4d41_4344_5354
    case macproto = 0x4d41_4350_524f_544f
    case src = 0x53_5243
    case dst = 0x44_5354
    case len = 0x4c_454e
    case tos = 0x54_4f53
    case tc = 0x5443
    case prec = 0x5052_4543
    case ttl = 0x54_544c
    case hoplimit = 0x484f_504c_494d_4954
    case id = 0x4944
    case frag = 0x4652_4147
    case proto = 0x50_524f_544f
    case spt = 0x53_5054
    case dpt = 0x44_5054
    case seq = 0x53_4551
    case ack = 0x41_434b
    case window = 0x5749_4e44_4f57
    case res = 0x52_4553
    case urgp = 0x5552_4750
    case type = 0x5459_5045
    case code = 0x434f_4445
    case mark = 0x4d41_524b
    case arp = 0x41_5250
    case ipsrc = 0x49_5053_5243
    case ipdst = 0x49_5044_5354
    case opt = 0x4f_5054
    case ce = 0x4345
    case df = 0x4446
    case mf = 0x4d46
    case cwr = 0x43_5752
    case ece = 0x45_4345
    case urg = 0x55_5247
    case psh = 0x50_5348
    case rst = 0x52_5354
    case syn = 0x53_594e
    case fin = 0x46_494e

    /// `INCOMPLETE`, the only word longer than eight letters: the number its last eight make.
    static let incompleteTail: UInt64 = 0x434f_4d50_4c45_5445

    /// Whether the value has a form of its own; interface names and hexadecimal texts can be anything.
    var hasOwnForm: Bool {
        switch self {
        case .physin, .physout, .macproto, .prec, .res, .urgp, .frag: false
        default: true
        }
    }

    /// The flag a bare word of the TCP part stands for.
    var tcpFlag: TCPFlags? {
        switch self {
        case .cwr: .cwr
        case .ece: .ece
        case .urg: .urg
        case .ack: .ack
        case .psh: .psh
        case .rst: .rst
        case .syn: .syn
        case .fin: .fin
        default: nil
        }
    }

    var ipFlag: IPFlags? {
        switch self {
        case .ce: .congestionExperienced
        case .df: .dontFragment
        case .mf: .moreFragments
        default: nil
        }
    }
}
