import type { ComponentChildren, FunctionComponent } from 'preact';
import { useSay } from '../frame/language.js';

/** A plot below its title, with the way to take it as a picture. `isList`: its parts are links, and not one picture. */
export const Plot: FunctionComponent<{
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly isList?: boolean;
  readonly children: ComponentChildren;
}> = ({ title, width, height, isList = false, children }) => {
  const say = useSay();
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg
        class="chart"
        viewBox={`0 0 ${width} ${height}`}
        role={isList ? 'group' : 'img'}
        aria-label={title}
      >
        {children}
      </svg>
      <button type="button" class="plain" data-png="" hidden>
        {say('存为 PNG', 'Save as PNG')}
      </button>
    </figure>
  );
};
