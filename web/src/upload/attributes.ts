/** Names of attributes that often name a patient (PS3.6, section 6); the others are told by their tags. */
const NAMES = `
0008 0012 Instance Creation Date|0008 0013 Instance Creation Time|0008 0020 Study Date|0008 0021 Series Date
0008 0022 Acquisition Date|0008 0023 Content Date|0008 002a Acquisition DateTime|0008 0030 Study Time|0008 0031 Series Time
0008 0032 Acquisition Time|0008 0033 Content Time|0008 0050 Accession Number|0008 0080 Institution Name
0008 0081 Institution Address|0008 0090 Referring Physician's Name|0008 1010 Station Name|0008 1030 Study Description
0008 103e Series Description|0008 1040 Department|0008 1048 Physicians of Record|0008 1050 Performing Physician's Name
0008 1060 Reading Physicians' Name|0008 1070 Operators' Name|0008 1140 Referenced Image Sequence
0010 0010 Patient's Name|0010 0020 Patient ID|0010 0021 Issuer of Patient ID|0010 0030 Patient's Birth Date
0010 0032 Patient's Birth Time|0010 0040 Patient's Sex|0010 1000 Other Patient IDs|0010 1001 Other Patient Names
0010 1020 Patient's Size|0010 1030 Patient's Weight|0010 1040 Patient's Address|0010 2154 Telephone Numbers
0010 2160 Ethnic Group|0010 21b0 Additional Patient History|0010 4000 Patient Comments|0018 1000 Device Serial Number
0018 1020 Software Versions|0018 1030 Protocol Name|0020 0010 Study ID|0020 4000 Image Comments
0032 1032 Requesting Physician|0032 1060 Requested Procedure Description|0040 0244 Procedure Step Start Date
0040 0245 Procedure Step Start Time|0040 0253 Procedure Step ID|0040 0254 Procedure Step Description
0040 0275 Request Attributes Sequence|0040 1001 Requested Procedure ID`;

const BY_TAG = new Map(
  NAMES.trim()
    .split(/[|\n]/)
    .map((row) => [Number.parseInt(row.slice(0, 4) + row.slice(5, 9), 16), row.slice(10)]),
);

export function attributeName(tag: number): string {
  const hex = tag.toString(16).padStart(8, "0");
  return BY_TAG.get(tag) ?? `(${hex.slice(0, 4)},${hex.slice(4)})`;
}
