/** Above the views of a file that was cut short, and of which nothing that matters is lost. */

import type { JSX } from "preact";
import type { Missing } from "../../../worker/protocol";
import { formatCount } from "../format/numbers";
import { t } from "../language/words";

export function PartBanner({ missing }: { missing: Missing }): JSX.Element {
  return (
    <p class="part-banner" role="note" data-partial={missing.section}>
      {t("part.sound", { section: missing.section, offset: formatCount(missing.offset) })}
    </p>
  );
}
